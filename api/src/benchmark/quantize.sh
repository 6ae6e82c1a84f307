#!/bin/sh
# Compares the time of quantizing with llama-quantize's, and with a C loop over the very same library's encoder; prints
# lines for RESULTS.md. Usage: quantize.sh [rounds, 7]. Takes 25 minutes on two cores, which should have nothing else to
# do, and 2 GB in the folder for temporary files (TMPDIR), best one in memory such as /dev/shm.
set -eu
. "$(dirname "$0")/compile.sh"
cc -O2 -Wall -Wextra -pthread -o "$classes/quantize" "$benchmark/quantize.c" -ldl
# The model with random weights is the tests'.
javac -proc:none --release 17 -cp "$class_path" -d "$classes" "$module/src/test/java/org/aethercreator/gguf/ToyModel.java"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -Xmx256m -cp "$class_path" QuantizeBenchmark \
    "$classes/quantize" "$(sh "$module/src/test/referee/build-llama-quantize.sh")" "$folder" "${1:-7}"
