#!/bin/sh
# Builds one of llama.cpp's own tools (llama-quantize, llama-imatrix), with whose results ours are compared, and prints its
# path: build-llama-tool.sh llama-quantize
# Source: the vendored llama.cpp in PyPI's llama-cpp-python 0.3.8 (about build 4875, the nearest to the bundled natives, build
# 4916). AVX2, FMA and F16C without AVX-512, as the bundled natives are: other instruction sets round differently.
# Needs pip, cmake and a C++ compiler; takes about ten minutes of processor time once for each tool, then it is cached.
set -eu

tool=${1:?name the tool to build, such as llama-quantize}
version=0.3.8
cache=${AETHERCREATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/aethercreator}/referee
tools=$cache/llama-cpp-python-$version
binary=$tools/$tool

if [ ! -x "$binary" ]; then
    for program in pip cmake c++; do
        command -v "$program" >/dev/null || { echo "$program is missing: install python3-pip, cmake and g++" >&2; exit 1; }
    done
    mkdir -p "$tools"
    work=$(mktemp -d "$cache/build-XXXXXX")
    trap 'rm -rf "$work"' EXIT
    pip download --quiet --no-deps --no-binary llama-cpp-python --dest "$work" "llama-cpp-python==$version" >&2
    tar -xzf "$work/llama_cpp_python-$version.tar.gz" -C "$work"
    source=$work/llama_cpp_python-$version/vendor/llama.cpp
    cmake -S "$source" -B "$work/build" -DCMAKE_BUILD_TYPE=Release -DBUILD_SHARED_LIBS=OFF -DLLAMA_CURL=OFF \
        -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_SERVER=OFF -DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON \
        -DGGML_AVX512=OFF >&2
    nice -n 10 cmake --build "$work/build" --target "$tool" --parallel "${REFEREE_JOBS:-1}" >&2
    cp "$work/build/bin/$tool" "$binary.part"
    mv "$binary.part" "$binary"
fi
echo "$binary"
