#!/bin/sh
# Compares the speed of the native pack that "%llama install cpu" gets with the bundled one; prints a line for RESULTS.md.
# Usage: pack.sh [rounds, 10]. Installs the pack if it is not there; delete ~/.cache/aethercreator/natives/packs to undo.
set -eu
. "$(dirname "$0")/compile.sh"
exec java -Xmx128m -cp "$class_path" PackBenchmark "${1:-10}"
