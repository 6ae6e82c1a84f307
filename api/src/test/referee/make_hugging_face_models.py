"""Makes a small model of each family as a Hugging Face folder: random weights, the family's tokenizer, and its config.json as
the family's authors publish it. Arguments: the folder of tokenizers, a SmolLM2 GGUF file, the folder to make."""

import builtins
import copy
import json
import pydoc
import re
import shutil
import sys
from pathlib import Path

import sentencepiece
import torch
from gguf import GGUFReader
from sentencepiece import sentencepiece_model_pb2
from transformers import AutoConfig, AutoModelForCausalLM

tokenizers, smollm2, target = (Path(argument) for argument in sys.argv[1:])

LANGUAGES = """The quick brown fox jumps over the lazy dog. Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich.
Voix ambiguë d'un cœur qui au zéphyr préfère les jattes de kiwis. El pingüino Wenceslao hizo kilómetros bajo exhaustiva lluvia.
Съешь же ещё этих мягких французских булок, да выпей чаю. いろはにほへと ちりぬるを わかよたれそ つねならむ. 我能吞下玻璃而不伤身体。"""

# Weights have 64 columns and heads 32, so that rows divide into the blocks of every type.
SMALL = {"hidden_size": 64, "intermediate_size": 160, "num_hidden_layers": 2, "num_attention_heads": 4,
         "num_key_value_heads": 2, "head_dim": 32, "initializer_range": 0.02, "use_cache": True, "attention_dropout": 0.0}
# For families without head_dim in their configuration.
WIDE = {key: value for key, value in SMALL.items() if key != "head_dim"} | {"hidden_size": 128, "intermediate_size": 192}
SILU = {"hidden_act": "silu"}


def llama(**changes):
    return SMALL | SILU | {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "attention_bias": False,
                           "mlp_bias": False, "max_position_embeddings": 2048, "pretraining_tp": 1, "rms_norm_eps": 1e-05,
                           "rope_scaling": None, "rope_theta": 10000.0, "tie_word_embeddings": False} | changes


def qwen(model_type, architecture, **changes):
    return SMALL | SILU | {"model_type": model_type, "architectures": [architecture], "bos_token_id": 151643,
                           "eos_token_id": 151645, "max_position_embeddings": 32768, "max_window_layers": 2,
                           "rms_norm_eps": 1e-06, "rope_theta": 1000000.0, "sliding_window": None,
                           "tie_word_embeddings": True, "use_sliding_window": False, "vocab_size": 151936} | changes


def gemma(model_type, architecture, **changes):
    return SMALL | {"model_type": model_type, "architectures": [architecture], "attention_bias": False, "bos_token_id": 2,
                    "eos_token_id": 1, "pad_token_id": 0, "hidden_activation": "gelu_pytorch_tanh",
                    "max_position_embeddings": 8192, "query_pre_attn_scalar": 32, "rms_norm_eps": 1e-06,
                    "rope_theta": 10000.0, "sliding_window": 4096} | changes


def phi3(**changes):
    return WIDE | SILU | {"model_type": "phi3", "architectures": ["Phi3ForCausalLM"], "attention_bias": False,
                          "bos_token_id": 1, "eos_token_id": 32000, "embd_pdrop": 0.0, "max_position_embeddings": 131072,
                          "original_max_position_embeddings": 4096, "resid_pdrop": 0.0, "rms_norm_eps": 1e-05,
                          "rope_theta": 10000.0, "sliding_window": 262144, "tie_word_embeddings": False} | changes


def longrope(factors):
    return {"type": "longrope", "long_factor": [1.0 + 0.25 * i for i in range(factors)],
            "short_factor": [1.0 + 0.03125 * i for i in range(factors)]}


LLAMA3_ROPE = {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0,
               "original_max_position_embeddings": 8192, "rope_type": "llama3"}

# name: (config.json as published, tokenizer, type of the weights)
MODELS = {
    "Llama-3.2-Tiny-Instruct": (llama(bos_token_id=128000, eos_token_id=[128001, 128008, 128009], rope_scaling=LLAMA3_ROPE,
                                      max_position_embeddings=131072, rope_theta=500000.0, tie_word_embeddings=True,
                                      vocab_size=128256), "llama3_2", torch.bfloat16),
    "llama-2-tiny-hf": (llama(bos_token_id=1, eos_token_id=2, vocab_size=32000), "llama2", torch.float16),
    "llama-tiny-sentencepiece": (llama(bos_token_id=1, eos_token_id=2, attention_bias=True, vocab_size=480),
                                 "sentencepiece", torch.float32),
    "Mistral-Nemo-Tiny-2407": (llama(model_type="mistral", architectures=["MistralForCausalLM"], bos_token_id=1, eos_token_id=2,
                                     rope_theta=1000000.0, sliding_window=None, vocab_size=131072),
                               "mistral_nemo", torch.bfloat16),
    "mistral-tiny-sharded": (llama(model_type="mistral", architectures=["MistralForCausalLM"], bos_token_id=1, eos_token_id=2,
                                   sliding_window=4096, vocab_size=32000), "llama2", torch.float16),
    "Qwen2.5-Tiny-Instruct": (qwen("qwen2", "Qwen2ForCausalLM"), "qwen2_5", torch.bfloat16),
    "Qwen3-Tiny": (qwen("qwen3", "Qwen3ForCausalLM", attention_bias=False), "qwen3", torch.bfloat16),
    "gemma-2-tiny-it": (gemma("gemma2", "Gemma2ForCausalLM", attn_logit_softcapping=50.0, final_logit_softcapping=30.0,
                              cache_implementation="hybrid", vocab_size=256000), "gemma2", torch.bfloat16),
    "gemma-3-tiny-it": (gemma("gemma3_text", "Gemma3ForCausalLM", attn_logit_softcapping=None, final_logit_softcapping=None,
                              eos_token_id=[1, 106], rope_local_base_freq=10000.0, rope_scaling=None, rope_theta=1000000.0,
                              sliding_window=512, sliding_window_pattern=6, max_position_embeddings=32768,
                              vocab_size=262144), "gemma3", torch.bfloat16),
    "Phi-3-tiny-128k-instruct": (phi3(rope_scaling=longrope(16), vocab_size=480, pad_token_id=0, eos_token_id=2),
                                 "sentencepiece", torch.float16),
    "Phi-4-tiny-instruct": (phi3(rope_scaling=longrope(12), partial_rotary_factor=0.75, vocab_size=200064,
                                 bos_token_id=199999, eos_token_id=199999, pad_token_id=199999, tie_word_embeddings=True),
                            "gpt4o", torch.bfloat16),
    "SmolLM3-Tiny": (llama(model_type="smollm3", architectures=["SmolLM3ForCausalLM"], bos_token_id=128000, eos_token_id=128012,
                           pad_token_id=128004, no_rope_layers=[1, 0], no_rope_layer_interval=2, sliding_window=None,
                           use_sliding_window=False, rms_norm_eps=1e-06, rope_theta=5000000.0, tie_word_embeddings=True,
                           max_position_embeddings=65536, max_window_layers=2, layer_types=["full_attention"] * 2,
                           vocab_size=128256), "llama3_2", torch.bfloat16),
    "granite-tiny-instruct": (WIDE | SILU | {"model_type": "granite", "architectures": ["GraniteForCausalLM"],
                              "attention_bias": False, "attention_multiplier": 0.015625, "bos_token_id": 0, "eos_token_id": 0,
                              "embedding_multiplier": 12.0, "logits_scaling": 8.0, "max_position_embeddings": 131072,
                              "mlp_bias": False, "pad_token_id": 0, "residual_multiplier": 0.22, "rms_norm_eps": 1e-05,
                              "rope_scaling": None, "rope_theta": 5000000.0, "tie_word_embeddings": True,
                              "vocab_size": 49152}, "smollm2", torch.float32),
    "stablelm-2-tiny": (WIDE | SILU | {"model_type": "stablelm", "architectures": ["StableLmForCausalLM"], "bos_token_id": 100257,
                        "eos_token_id": 100257, "hidden_dropout": 0.0, "layer_norm_eps": 1e-05,
                        "max_position_embeddings": 4096, "partial_rotary_factor": 0.25, "qk_layernorm": False,
                        "rope_scaling": None, "rope_theta": 10000, "tie_word_embeddings": False,
                        "use_parallel_residual": False, "use_qkv_bias": True, "vocab_size": 100352}, "gpt4", torch.float16),
    "OLMo-2-Tiny": (WIDE | SILU | {"model_type": "olmo2", "architectures": ["Olmo2ForCausalLM"], "attention_bias": False,
                    "eos_token_id": 100257, "max_position_embeddings": 4096, "pad_token_id": 100277, "rms_norm_eps": 1e-06,
                    "rope_scaling": None, "rope_theta": 500000, "tie_word_embeddings": False,
                    "vocab_size": 100352}, "gpt4", torch.bfloat16),
}


def make_model(name, config, dtype):
    """Random weights; norms and biases, which start as ones and zeros, are shaken so that no two tensors are alike."""
    folder = target / name
    torch.manual_seed(sum(name.encode()))
    values = copy.deepcopy({key: value for key, value in config.items() if key not in ("architectures", "model_type")})
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model(config["model_type"], **values), dtype=torch.float32)
    with torch.no_grad():
        for weight in model.parameters():
            if weight.dim() == 1:
                weight.add_(0.1 * torch.randn_like(weight))
    sharded = "sharded" in name or "Phi-3" in name
    model.to(dtype).save_pretrained(folder, max_shard_size="2MB" if sharded else "50GB")
    published = config | {"torch_dtype": str(dtype).removeprefix("torch."), "transformers_version": "4.51.0"}
    if name not in ("Qwen3-Tiny", "SmolLM3-Tiny"):  # these keep the form that transformers 5 writes
        write_json(folder / "config.json", dict(sorted(published.items())))
    return folder


def add_card(folder, license, language, base_model):
    """A model card and recommended sampling, as instruction-tuned models have them."""
    (folder / "README.md").write_text(f"""---
license: {license}
license_link: https://example.org/{folder.name}/LICENSE
language:
{"".join(f"- {code}" + chr(10) for code in language)}base_model: {base_model}
pipeline_tag: text-generation
library_name: transformers
tags:
- chat
- tiny
datasets:
- HuggingFaceFW/fineweb-edu
---

# {folder.name}
""", encoding="utf-8")
    write_json(folder / "generation_config.json", {"do_sample": True, "repetition_penalty": 1.05, "temperature": 0.7,
                                                   "top_k": 20, "top_p": 0.8, "transformers_version": "4.51.0"})


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def add_tokenizer(folder, tokenizer):
    if tokenizer == "sentencepiece":
        train(folder, "bpe", byte_fallback=True)
        write_json(folder / "added_tokens.json", {"<|added|>": 460, "▁▁▁▁": 461})
        special = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
        write_json(folder / "tokenizer_config.json", {
            "add_bos_token": True, "add_eos_token": False, "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>",
            "added_tokens_decoder": {"1": special | {"content": "<s>"}, "462": special | {"content": "<|end|>"},
                                     "463": special | {"content": "▁said", "special": False}},
            "chat_template": "{% for m in messages %}{{ m['content'] }}<|end|>{% endfor %}", "legacy": True,
            "tokenizer_class": "LlamaTokenizer"})
    elif tokenizer == "smollm2":
        for file in ("tokenizer.json", "tokenizer_config.json"):
            shutil.copy(target / "SmolLM2-135M-Instruct" / file, folder)
    else:
        shutil.copytree(tokenizers / tokenizer, folder, dirs_exist_ok=True)
    if tokenizer in ("gemma2", "gemma3"):
        as_sentencepiece(json.loads((folder / "tokenizer.json").read_text()), folder / "tokenizer.model")


def train(folder, kind, byte_fallback, size=450):
    """A tokenizer.model of sentencepiece's own making."""
    folder.mkdir(parents=True, exist_ok=True)
    text = folder / "text.txt"
    docs = "\n".join(pydoc.getdoc(getattr(builtins, name)) for name in dir(builtins))
    text.write_text("\n".join([docs, *[LANGUAGES] * 20]), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "tokenizer"), model_type=kind, byte_fallback=byte_fallback,
        vocab_size=size, character_coverage=0.98, user_defined_symbols=["<|user|>", "▁▁"], control_symbols=["<|system|>"],
        num_threads=1, minloglevel=2, hard_vocab_limit=False)
    text.unlink()
    (folder / "tokenizer.vocab").unlink()


def as_sentencepiece(tokenizer, path):
    """npm has no tokenizer.model, so Gemma's is made of its tokenizer.json: same pieces, ids and types, scores by rank."""
    model = sentencepiece_model_pb2.ModelProto()
    model.trainer_spec.model_type = sentencepiece_model_pb2.TrainerSpec.ModelType.BPE
    model.trainer_spec.byte_fallback = True
    model.trainer_spec.unk_id, model.trainer_spec.bos_id = 3, 2
    model.trainer_spec.eos_id, model.trainer_spec.pad_id = 1, 0
    kinds = sentencepiece_model_pb2.ModelProto.SentencePiece.Type
    added = {token["content"]: token["special"] for token in tokenizer["added_tokens"]}
    model.trainer_spec.vocab_size = len(tokenizer["model"]["vocab"])
    for rank, (text, _) in enumerate(sorted(tokenizer["model"]["vocab"].items(), key=lambda entry: entry[1])):
        if text == "\t" and "<0x09>" not in tokenizer["model"]["vocab"]:
            text = "<0x09>"  # Gemma 2's tokenizer.json names that byte otherwise
        piece = model.pieces.add(piece=text, score=-float(rank))
        if text == "<unk>":
            piece.type = kinds.UNKNOWN
        elif re.fullmatch("<0x[0-9A-F]{2}>", text):
            piece.type = kinds.BYTE
        elif text in added:
            piece.type = kinds.CONTROL if added[text] else kinds.USER_DEFINED
    path.write_bytes(model.SerializeToString())


def make_smollm2():
    """SmolLM2-135M-Instruct as it was before it became a GGUF file, in half precision."""
    folder = target / "SmolLM2-135M-Instruct"
    model = AutoModelForCausalLM.from_pretrained(smollm2.parent, gguf_file=smollm2.name, dtype=torch.float16)
    model.save_pretrained(folder)
    fields = GGUFReader(smollm2).fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    special = [{"id": i, "content": tokens[i], "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                "special": True} for i, kind in enumerate(fields["tokenizer.ggml.token_type"].contents()) if kind == 3]
    write_json(folder / "tokenizer.json", {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special, "normalizer": None,
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
            {"type": "Digits", "individual_digits": True},
            {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}]},
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False,
                  "vocab": {token: i for i, token in enumerate(tokens)},
                  "merges": fields["tokenizer.ggml.merges"].contents()}})
    decoder = {str(token["id"]): {key: token[key] for key in token if key != "id"} for token in special}
    write_json(folder / "tokenizer_config.json", {
        "add_prefix_space": False, "added_tokens_decoder": decoder, "bos_token": "<|im_start|>", "eos_token": "<|im_end|>",
        "pad_token": "<|im_end|>", "unk_token": "<|endoftext|>", "model_max_length": 8192, "tokenizer_class": "GPT2Tokenizer",
        "chat_template": fields["tokenizer.chat_template"].contents(), "clean_up_tokenization_spaces": False})


make_smollm2()
for name, (config, tokenizer, dtype) in MODELS.items():
    add_tokenizer(make_model(name, config, dtype), tokenizer)
add_card(target / "Qwen2.5-Tiny-Instruct", "apache-2.0", ["en", "no"], "Qwen/Qwen2.5-0.5B")
add_card(target / "Llama-3.2-Tiny-Instruct", "llama3.2", ["en", "de"], "meta-llama/Llama-3.2-1B")
for kind in ("bpe", "unigram"):
    for byte_fallback in (True, False):
        train(target / "sentencepiece" / (kind + ("-bytes" if byte_fallback else "")), kind, byte_fallback)
