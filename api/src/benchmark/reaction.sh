#!/bin/sh
# Measures how soon quantizing stops when it is interrupted, and how soon it refuses a damaged source; prints lines for
# RESULTS.md. Usage: reaction.sh [rounds, 20]. Needs 3 GB in the folder for temporary files (TMPDIR), best one in memory.
set -eu
. "$(dirname "$0")/compile.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
java -Xmx256m -cp "$class_path" ReactionBenchmark "$folder" "${1:-20}"
