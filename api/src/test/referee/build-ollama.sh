#!/bin/sh
# Builds a real Ollama server, against which our client is tested, and prints its path. It is 0.17.4, the newest on the Go
# module proxy; it computes on the processor and calls itself version 0.0.0.
# The module lacks three headers of other projects: nlohmann/json and stb come from the Debian packages, miniaudio from the
# source of PyPI's miniaudio. Needs Go 1.24 or newer (1.21 fetches it), a C++ compiler, pip and, unless nlohmann-json3-dev and
# libstb-dev are installed, apt-get; takes some four minutes of processor time once, then it is cached.
set -eu

version=0.17.4
cache=${AETHERCREATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/aethercreator}/referee
binary=$cache/ollama-$version/ollama

if [ ! -x "$binary" ]; then
    for program in go c++ pip; do
        command -v "$program" >/dev/null || { echo "$program is missing: install golang, g++ and python3-pip" >&2; exit 1; }
    done
    mkdir -p "$cache/ollama-$version"
    work=$(mktemp -d "$cache/build-XXXXXX")
    trap 'rm -rf "$work"' EXIT

    headers=/usr/include
    if [ ! -e "$headers/nlohmann/json_fwd.hpp" ] || [ ! -d "$headers/stb" ]; then
        command -v apt-get >/dev/null || { echo 'install the headers of nlohmann-json and stb' >&2; exit 1; }
        (cd "$work" && apt-get -qq download nlohmann-json3-dev libstb-dev >&2)
        for package in "$work"/*.deb; do
            dpkg-deb -x "$package" "$work/debian"
        done
        headers=$work/debian/usr/include
    fi
    pip download --quiet --no-deps --no-binary miniaudio --dest "$work" 'miniaudio==1.61' >&2
    mkdir -p "$work/include/miniaudio"
    tar -xzf "$work"/miniaudio-*.tar.gz -C "$work" --wildcards '*/miniaudio.h'
    find "$work" -path '*/miniaudio-*/*' -name miniaudio.h -exec cp {} "$work/include/miniaudio/" \;

    flags="-O2 -I$headers -I$headers/stb -I$work/include"
    GOBIN=$work/bin CGO_ENABLED=1 CGO_CFLAGS=$flags CGO_CXXFLAGS=$flags GOTOOLCHAIN=${GOTOOLCHAIN:-auto} \
        nice -n 10 go install -p "${REFEREE_JOBS:-1}" "github.com/ollama/ollama@v$version" >&2
    mv "$work/bin/ollama" "$binary.part"
    mv "$binary.part" "$binary"
fi
echo "$binary"
