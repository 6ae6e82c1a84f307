#!/bin/sh
# Compares the time of quantizing with llama-quantize's, and with a C loop over the very same library's encoder; prints
# lines for RESULTS.md. Usage: quantize.sh [rounds, 7 [small]]. Quantizes 1.09 GB, which takes half an hour on two cores that
# have nothing else to do; small = 68 MB. Needs 2 GB in the folder for temporary files (TMPDIR), best one in memory.
set -eu
. "$(dirname "$0")/compile.sh"
cc -O2 -Wall -Wextra -pthread -o "$classes/quantize" "$benchmark/quantize.c" -ldl
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -Xmx256m -cp "$class_path" QuantizeBenchmark \
    "$classes/quantize" "$(sh "$module/src/test/referee/build-llama-tool.sh" llama-quantize)" "$folder" "${1:-7}" "${2:-large}"
