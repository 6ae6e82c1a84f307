"""Perplexity of a Llama model by NumPy alone: the reference value of RealLlamaModelTest.

    pip install gguf tokenizers numpy
    python perplexity.py model.gguf text.txt 512 2

Weights are decoded to 32-bit floats and all arithmetic is done in them, so nothing is shared with llama.cpp but the
file. Windows are scored as llama-perplexity does it: the second half of each, the first token replaced by the start
token if the model wants one.
"""
import sys

import gguf
import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers

path, text_path, window, windows = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
reader = gguf.GGUFReader(path)


def value(key, default=None):
    field = reader.get_field(key)
    return default if field is None else field.contents()


def weights(name):
    tensor = tensors[name]
    return gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)


tensors = {tensor.name: tensor for tensor in reader.tensors}
heads = value("llama.attention.head_count")
key_heads = value("llama.attention.head_count_kv")
epsilon = value("llama.attention.layer_norm_rms_epsilon")
base = value("llama.rope.freq_base", 10000.0)
embeddings = weights("token_embd.weight")
head_size = embeddings.shape[1] // heads

# GPT-2's byte pairs, with each digit a token of its own as SmolLM2 wants it
assert value("tokenizer.ggml.pre") == "smollm"
tokenizer = Tokenizer(models.BPE(
    vocab={token: index for index, token in enumerate(value("tokenizer.ggml.tokens"))},
    merges=[tuple(merge.split(" ")) for merge in value("tokenizer.ggml.merges")]))
tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
    [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
tokens = tokenizer.encode(open(text_path, encoding="utf-8", newline="").read()).ids
print(len(tokens), "tokens, the first are", tokens[:8])


def norm(x, weight):
    return x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + epsilon) * weight


def rotate(x):
    """Turns neighbouring pairs; x: (tokens, heads, head size)."""
    frequencies = base ** (-np.arange(0, head_size, 2, dtype=np.float64) / head_size)
    angles = np.arange(len(x))[:, None] * frequencies
    cos, sin = np.cos(angles)[:, None, :].astype(np.float32), np.sin(angles)[:, None, :].astype(np.float32)
    even, odd = x[..., 0::2], x[..., 1::2]
    turned = np.empty_like(x)
    turned[..., 0::2], turned[..., 1::2] = even * cos - odd * sin, even * sin + odd * cos
    return turned


def logits(ids):
    count = len(ids)
    mask = np.triu(np.full((count, count), -np.inf, np.float32), 1)
    x = embeddings[ids]
    for layer in range(value("llama.block_count")):
        block = f"blk.{layer}."
        y = norm(x, weights(block + "attn_norm.weight"))
        query = rotate((y @ weights(block + "attn_q.weight").T).reshape(count, heads, head_size))
        key = rotate((y @ weights(block + "attn_k.weight").T).reshape(count, key_heads, head_size))
        values = (y @ weights(block + "attn_v.weight").T).reshape(count, key_heads, head_size)
        attended = np.empty_like(query)
        for head in range(heads):
            shared = head // (heads // key_heads)
            scores = query[:, head] @ key[:, shared].T / np.sqrt(head_size) + mask
            scores = np.exp(scores - scores.max(axis=1, keepdims=True))
            attended[:, head] = scores / scores.sum(axis=1, keepdims=True) @ values[:, shared]
        x = x + attended.reshape(count, -1) @ weights(block + "attn_output.weight").T
        y = norm(x, weights(block + "ffn_norm.weight"))
        gate = y @ weights(block + "ffn_gate.weight").T
        up = y @ weights(block + "ffn_up.weight").T
        x = x + (gate / (1 + np.exp(-gate)) * up) @ weights(block + "ffn_down.weight").T
    output = weights("output.weight") if "output.weight" in tensors else embeddings
    return norm(x, weights("output_norm.weight")) @ output.T


surprises = []
for start in range(0, windows * window, window):
    ids = tokens[start:start + window]
    if value("tokenizer.ggml.add_bos_token", False):
        ids[0] = value("tokenizer.ggml.bos_token_id")
    rows = logits(ids)[window // 2:window - 1].astype(np.float64)
    rows -= rows.max(axis=1, keepdims=True)
    likelihoods = rows - np.log(np.exp(rows).sum(axis=1, keepdims=True))
    surprises += [-likelihoods[i, token] for i, token in enumerate(ids[window // 2 + 1:])]
    print(f"{len(surprises)} tokens scored: {np.exp(np.mean(surprises)):.4f}")
