"""A real browser, a real JupyterLab on a copy of the project, and the report on the shipped
data.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import nbformat
import pytest
from conftest import ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OVERVIEW = "/lab/tree/notebooks/01-overview.ipynb"
SETTINGS = {  # every cell is in the page from the start; nothing asks for a network
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}


def pytest_collection_modifyitems(items):
    """Every test here needs the browser."""
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def chromium():
    """The system's Chromium; without it these tests are skipped, or fail where CI promises it.

    Closed after each module: Playwright keeps an event loop running in this thread, in which no
    other could be started.
    """
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed; .ci/debian-packages installs it")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def artefacts():
    """Where screenshots are kept for looking at."""
    folder = ROOT / "artefacts"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A copy of data, notebooks and documents, the notebooks without outputs, as on a first day."""
    home = tmp_path_factory.mktemp("project")
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, home / name)
    (home / "notebooks").mkdir()
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(notebook, home / "notebooks" / path.name)
    return home


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def start_lab(home: Path, own: Path, port: int):
    """JupyterLab as `make lab` starts it, with settings of its own; gives the process and its
    token.
    """
    for name, settings in SETTINGS.items():
        path = own / "settings" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(settings))
    token = secrets.token_hex(8)
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    command = [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--LabApp.default_url={OVERVIEW}",
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={port}",
        f"--IdentityProvider.token={token}",
        *(["--allow-root"] if os.geteuid() == 0 else []),
    ]
    env = {
        **os.environ,
        **{name: str(own / folder) for name, folder in places.items()},
        "OMP_NUM_THREADS": "1",
    }
    with (own / "lab.log").open("w") as log:
        return subprocess.Popen(command, cwd=home, env=env, stdout=log, stderr=log), token


def wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Until the server answers, at most a minute."""
    for _ in range(240):
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            time.sleep(0.25)
    raise AssertionError(log.read_text())


def stop(server: subprocess.Popen) -> None:
    """End the server and with it its kernels."""
    server.terminate()
    try:
        server.wait(20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait(20)


@pytest.fixture(scope="session")
def lab(project, tmp_path_factory):
    """Address and token of a running JupyterLab."""
    own, port = tmp_path_factory.mktemp("jupyter"), free_port()
    server, token = start_lab(project, own, port)
    try:
        wait_for(f"http://127.0.0.1:{port}/api", server, own / "lab.log")
        yield f"http://127.0.0.1:{port}", token
    finally:
        stop(server)


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The report on the shipped data, made as `make report` makes it."""
    out = tmp_path_factory.mktemp("site") / "report"
    run = subprocess.run(
        [sys.executable, "-m", "tracker", "report", "-o", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return out
