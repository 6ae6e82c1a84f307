"""Compares Hugging Face folders with others of the same models: how texts are cut into tokens, and the logits.

Arguments: a JSON list of texts, then pairs of folders. For each pair it prints a line of JSON: tokens, whether each text has
the same; logits, the largest difference of the logits relative to the largest of them. Where the first folder has a
tokenizer.model alone, sentencepiece itself says what its tokens are, and null stands for texts that it would change by its
rules of normalization, which GGUF does not hold."""

import json
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import sentencepiece  # noqa: E402: the variable comes first
import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoModelForCausalLM, AutoTokenizer  # noqa: E402

transformers.logging.set_verbosity_error()
transformers.logging.disable_progress_bar()


def tokenizer(folder):
    if (Path(folder) / "tokenizer.json").exists():
        loaded = AutoTokenizer.from_pretrained(folder)
        return lambda text: loaded(text)["input_ids"]
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(Path(folder) / "tokenizer.model"))
    return lambda text: [pieces.bos_id()] + pieces.encode(text) if is_plain(pieces, text) else None


def is_plain(pieces, text):
    return pieces.normalize(text).replace("\u2581", " ").strip() == text


def same(expected, found):
    return None if expected is None else expected == found


def logits(folder, tokens):
    with torch.no_grad():
        return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)(torch.tensor([tokens])).logits


answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # the tokenizers library prints its warnings
texts = json.loads(sys.argv[1])
for first, second in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
    ours, theirs = tokenizer(second), tokenizer(first)
    expected, found = logits(first, theirs(texts[0])), logits(second, theirs(texts[0]))
    size = min(expected.shape[-1], found.shape[-1])  # the converter leaves out rows of the embedding without a token
    difference = (expected[..., :size] - found[..., :size]).abs().max() / expected.abs().max()
    print(json.dumps({"tokens": [same(theirs(text), ours(text)) for text in texts], "logits": float(difference)}),
          file=answers, flush=True)
