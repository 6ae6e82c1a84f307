"""Encodes floats with llama.cpp's gguf package. Arguments: a file of 32-bit floats, and a folder for F16, BF16 and Q8_0."""

import sys
from pathlib import Path

import gguf
import numpy as np

floats = np.fromfile(sys.argv[1], dtype=np.float32).reshape(-1, 32)
for kind in ("F16", "BF16", "Q8_0"):
    with np.errstate(all="ignore"):
        encoded = gguf.quants.quantize(floats, gguf.GGMLQuantizationType[kind])
    encoded.tofile(Path(sys.argv[2]) / kind)
