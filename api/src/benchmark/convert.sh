#!/bin/sh
# Compares the time and memory of converting a Hugging Face folder with llama.cpp's own converter, and with a plain copy of the
# weights; prints lines for RESULTS.md. Usage: convert.sh [rounds, 3 [megabytes of weights, 2000]].
# Needs three times as much disk in the folder for temporary files (TMPDIR), and the converter, which hugging-face.sh installs.
set -eu
. "$(dirname "$0")/compile.sh"
home=$(sh "$module/src/test/referee/hugging-face.sh" | tail -1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -Xmx256m -cp "$class_path" ConvertBenchmark \
    "$home" "$module/src/test/referee/convert_to_gguf.py" "$folder" "${1:-3}" "${2:-2000}"
