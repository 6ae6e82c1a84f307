#!/bin/sh
# Compares the speed of prompts and of generation with a C loop over the very same library; prints a line for RESULTS.md.
# Usage: generation.sh [rounds, 12]. Takes about two minutes on two cores, which should have nothing else to do.
set -eu
. "$(dirname "$0")/compile.sh"
# How long OpenMP's threads look for each other before they sleep: the same for both.
export GOMP_SPINCOUNT="${GOMP_SPINCOUNT:-1000}"
cc -O2 -Wall -Wextra -o "$classes/generation" "$benchmark/generation.c" -ldl
exec java -Xmx128m -cp "$class_path" GenerationBenchmark "$classes/generation" "${1:-12}"
