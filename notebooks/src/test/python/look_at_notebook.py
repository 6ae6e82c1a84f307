"""Opens a notebook in JupyterLab in a headless browser, and tells what a user sees there, as JSON.

The notebook's kernel is started, as it is for a user. The picture shows the whole notebook. Outputs are checked in
the light and in the dark theme: against the Web Content Accessibility Guidelines 2.2 (A and AA) by axe-core, and whether
what can be opened opens by the keyboard. Buttons that copy are pressed, and what they put on the clipboard is told.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

import nbformat
from axe_playwright_python.sync_playwright import Axe
from jupyter_core.paths import jupyter_runtime_dir
from nbformat.sign import NotebookNotary
from playwright.sync_api import sync_playwright

# As root, and without a connection to the world.
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Cells out of sight are drawn as well, so that one picture shows them all.
NOTEBOOK_SETTINGS = {"windowingMode": "none"}

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"

# What is around the outputs is JupyterLab's own.
CHECKED = {"include": [[".jp-OutputArea-output"]]}
GUIDELINES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]},
}

SEEN = """() => {
    const box = element => {
        const {width, height} = element.getBoundingClientRect();
        return {width, height};
    };
    const all = selector => [...document.querySelectorAll('.jp-OutputArea-output' + selector)];
    return {
        tables: all(' table').map(table => ({
            ...box(table),
            columns: [...table.querySelectorAll('thead th')].map(th => th.textContent.trim()),
            rows: table.querySelectorAll('tbody tr').length,
        })),
        charts: [...all(' svg'), ...all(' img[src^="data:image/svg+xml"]')].map(box),
        errors: all('[data-mime-type="application/vnd.jupyter.stderr"]').map(e => e.innerText.trim()),
        kernel: document.querySelector('.jp-Toolbar-kernelName')?.innerText.trim() ?? '',
    };
}"""


def start_server(folder, settings):
    """Settings are ours alone, and no workspace of an earlier server is restored."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.root_dir={folder}"]
    variables = {"JUPYTERLAB_SETTINGS_DIR": settings, "JUPYTERLAB_WORKSPACES_DIR": settings}
    return subprocess.Popen(command, env={**os.environ, **variables})


def wait_for(what, seconds=60):
    """Returns what `what` does as soon as that is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise TimeoutError(f"nothing in {seconds} s")


def address(server, notebook):
    """JupyterLab writes port and token into a file once it listens."""
    file = Path(jupyter_runtime_dir(), f"jpserver-{server.pid}.json")
    info = wait_for(lambda: file.exists() and file.read_text() and json.loads(file.read_text()))
    return f"{info['url']}doc/tree/{quote(notebook.name)}?token={info['token']}"


def write_setting(settings, plugin, values):
    package, name = plugin.split(":")
    file = Path(settings, package, f"{name}.jupyterlab-settings")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values))


def open_notebook(page, url, cells):
    page.goto(url)
    page.wait_for_function(f"document.querySelectorAll('.jp-Notebook .jp-Cell').length >= {cells}")
    page.wait_for_selector("#jp-main-statusbar :text('| Idle')")  # the kernel answers


def barriers(page, theme):
    """What keeps people from reading the outputs, a line for each element."""
    page.wait_for_selector(f"body[data-jp-theme-name='{theme}']", state="attached")
    found = []
    for summary in page.locator(".jp-OutputArea-output summary").all():
        details = summary.evaluate_handle("element => element.parentElement")
        if not details.get_property("open").json_value():
            summary.press("Enter")
            if not details.get_property("open").json_value():
                found.append(f"{theme}: does not open by the key Enter: {summary.inner_html()}")
    # JupyterLab's body has no height, and axe takes what such a body cuts off for hidden.
    page.evaluate("document.body.style.overflow = 'visible'")
    violations = Axe().run(page, CHECKED, GUIDELINES).response["violations"]
    return found + [
        f"{theme}: {violation['id']}: {node['html']}: {node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]


def copied(page):
    """What the outputs' copy buttons put on the clipboard, each pressed by the keyboard."""
    texts = []
    for button in page.locator(".jp-OutputArea-output button:visible", has_text="Copy").all():
        page.evaluate("navigator.clipboard.writeText('nothing')")
        button.press("Enter")
        button.locator("xpath=..").get_by_role("status").get_by_text("Copied.").wait_for()
        texts.append(page.evaluate("navigator.clipboard.readText()"))
    return texts


def look(page, url, cells, picture):
    complaints = []

    def note(message):
        complaints.append(f"{message.text} [{message.location.get('url', '')}]")

    page.on("console", lambda message: note(message) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    open_notebook(page, url, cells)
    bottom = page.evaluate("[...document.querySelectorAll('.jp-Cell')].pop().getBoundingClientRect().bottom")
    page.set_viewport_size({"width": 1200, "height": min(int(bottom) + 60, 16000)})
    page.wait_for_timeout(500)  # until all is drawn at the new size
    page.screenshot(path=picture)
    return {**page.evaluate(SEEN), "copied": copied(page), "complaints": complaints}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notebook", type=Path)
    parser.add_argument("picture", type=Path)
    parser.add_argument("report", type=Path, help="gets the JSON")
    parser.add_argument("--browser", required=True, help="path of Chromium")
    arguments = parser.parse_args()

    notebook = nbformat.read(arguments.notebook, as_version=4)
    NotebookNotary().sign(notebook)  # outputs of others are shown without styles and scripts
    cells = len(notebook.cells)
    with tempfile.TemporaryDirectory() as settings:
        write_setting(settings, "@jupyterlab/notebook-extension:tracker", NOTEBOOK_SETTINGS)
        server = start_server(arguments.notebook.resolve().parent, settings)
        try:
            url = address(server, arguments.notebook)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=arguments.browser, args=BROWSER_FLAGS)
                page = browser.new_page(
                    viewport={"width": 1200, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
                )
                seen = look(page, url, cells, arguments.picture)
                seen["barriers"] = barriers(page, LIGHT)
                write_setting(settings, "@jupyterlab/apputils-extension:themes", {"theme": DARK})
                open_notebook(page, url, cells)
                seen["barriers"] += barriers(page, DARK)
                browser.close()
        finally:
            server.terminate()
            server.wait()
    arguments.report.write_text(json.dumps(seen, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
