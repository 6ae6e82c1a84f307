"""Writes safetensors files with the Python library, and reads those that we wrote. Arguments: write or read, and the file."""

import hashlib
import sys

import torch
from safetensors import safe_open
from safetensors.torch import save_file

command, path = sys.argv[1:]
if command == "write":
    kinds = {"model.norm": torch.float32, "model.embed": torch.bfloat16, "half": torch.float16, "double": torch.float64,
             "long": torch.int64, "int": torch.int32, "short": torch.int16, "byte": torch.int8, "ubyte": torch.uint8,
             "e4m3": torch.float8_e4m3fn, "e5m2": torch.float8_e5m2, 'ä "quoted"\n\\\x7f': torch.bool}
    tensors = {name: (torch.arange(12).reshape(3, 4) % 2).to(kind) for name, kind in kinds.items()}
    tensors["scalar"], tensors["empty"] = torch.tensor(7.0), torch.zeros(0, 5)
    save_file(tensors, path, metadata={"format": "pt"})
else:
    with safe_open(path, framework="pt") as file:
        for name in sorted(file.keys()):
            tensor = file.get_tensor(name)
            data = hashlib.sha256(tensor.contiguous().view(torch.uint8).numpy().tobytes() if tensor.dim() else b"")
            print(name, str(tensor.dtype).removeprefix("torch."), list(tensor.shape), data.hexdigest(), sep="|")
