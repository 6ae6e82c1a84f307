"""What llama.cpp's converter finds out about models. Arguments: a file with lines of JSON, each a folder and a number of
parameters. For each it prints a line: the general.* entries in their order as [key, type, value], and the file's name."""

import json
import sys
from pathlib import Path

import gguf

answers, sys.stdout = sys.stdout, sys.stderr
for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
    folder, parameters = json.loads(line)
    try:
        metadata = gguf.Metadata.load(None, Path(folder), None, parameters)
        if metadata.name is None:
            metadata.name = Path(folder).name
        if metadata.size_label is None and parameters > 0:
            metadata.size_label = gguf.size_label(parameters, parameters, 0, 0)
        writer = gguf.GGUFWriter(path=None, arch="llama")
        metadata.set_gguf_meta_model(writer)
        entries = [[key, value.type.name, value.value] for key, value in writer.kv_data[0].items()
                   if key != "general.architecture"]
        name = gguf.naming_convention(metadata.name, metadata.basename, metadata.finetune, metadata.version,
                                      metadata.size_label, "F16", model_type="LoRA" if parameters < 0 else None)
        print(json.dumps([entries, name + ".gguf"]), file=answers)
    except Exception as e:
        print(json.dumps(f"{type(e).__name__}: {e}"), file=answers)
