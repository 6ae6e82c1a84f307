"""Executes a notebook headless, and says which cell is running.

SOURCE is left alone. TARGET gets the notebook with its outputs, and a file beside it, ending in .html, the same as a
web page; both are written even if a cell fails. JupyterLab trusts the outputs, as they were made here. Cells run in
TARGET's folder. Ends with 1 if a cell fails.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbconvert import HTMLExporter
from nbformat.sign import NotebookNotary


class CellProgress:
    """Prints one line a code cell: its number, how it begins, how long it took."""

    def __init__(self, notebook):
        code_cells = [i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code" and cell.source.strip()]
        self.numbers = {index: number for number, index in enumerate(code_cells, start=1)}
        self.started = 0.0

    def start(self, cell, cell_index):
        if cell_index in self.numbers:
            first_line = cell.source.strip().splitlines()[0]
            print(f"cell {self.numbers[cell_index]:2}/{len(self.numbers)}  {first_line[:72]:<72} ", end="", flush=True)
            self.started = time.monotonic()

    def end(self, cell, cell_index, **reply):
        if cell_index in self.numbers:
            print(f"{time.monotonic() - self.started:6.1f} s", flush=True)


def execute(notebook, folder, kernel, timeout, keep_going):
    """Returns what went wrong, or None."""
    progress = CellProgress(notebook)
    client = NotebookClient(
        notebook,
        timeout=timeout,
        allow_errors=keep_going,
        coalesce_streams=True,  # text that arrived in pieces is one output, as in JupyterLab
        resources={"metadata": {"path": str(folder)}},
        on_cell_execute=progress.start,
        on_cell_executed=progress.end,
        **({"kernel_name": kernel} if kernel else {}),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        return f"\n{error}"
    except CellTimeoutError as error:
        return f"\nThis cell did not end in {timeout} s:\n\n{error}"
    except DeadKernelError as error:
        return f"\nThe kernel died in the cell above: {error}"
    except NoSuchKernel as error:
        return f"There is no kernel named {error.name} in {sys.prefix}."
    return None


def write_whole(path, text):
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--kernel", help="instead of the one that the notebook names")
    parser.add_argument("--timeout", type=int, default=600, help="seconds that a cell may take, default 600")
    parser.add_argument("--keep-going", action="store_true", help="a failing cell is an output like any other")
    arguments = parser.parse_args()

    notebook = nbformat.read(arguments.source, as_version=4)
    folder = arguments.target.resolve().parent
    failure = execute(notebook, folder, arguments.kernel, arguments.timeout, arguments.keep_going)
    NotebookNotary().sign(notebook)
    write_whole(arguments.target, nbformat.writes(notebook))
    page, _ = HTMLExporter().from_notebook_node(notebook, {"metadata": {"name": arguments.source.stem}})
    write_whole(arguments.target.with_suffix(".html"), page)
    if failure:
        print(failure, flush=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
