"""The desk on an archive of the example minutes: in process, and as a real server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

import browser as chromium
from helpers import ROOT
from protokoll_extract.cli import main
from protokoll_extract.web.app import create_app
from protokoll_extract.web.desk import Desk

# The meeting of the executive board, its § on the bridge.
BRIDGE = "/protokoll/bfdf0fb51adb308f/46"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    return int(leaving.value.code or 0)


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    files = sorted(str(path) for path in ROOT.glob("corpus/*/protokoll.pdf"))
    assert run("extract", *files, "-o", str(folder)) == 0
    assert run("index", str(folder), "--sources", str(ROOT / "corpus")) == 0
    return folder / "protokoll.db"


@pytest.fixture(scope="session")
def client(archive: Path) -> Iterator[TestClient]:
    desk = Desk(str(archive))
    desk.hosts = desk.hosts | {"testserver"}
    with TestClient(create_app(desk)) as opened:
        yield opened


@pytest.fixture(scope="session")
def server(archive: Path) -> Iterator[str]:
    """The address of `protokoll serve` on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "protokoll_extract",
        "serve",
        "--store",
        str(archive),
        "--port",
        str(port),
    ]
    command += ["--port", str(port), "--quiet"]
    program = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                httpx.get(f"{address}/om")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        program.terminate()
        program.wait(timeout=20)


@pytest.fixture(scope="session")
def page(server: str) -> Iterator[chromium.Browser]:
    """A browser; without Chromium the test is skipped, but never where everything must be tried."""
    if chromium.installed() is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed: scripts/setup_browser.sh")
    with chromium.browser() as opened:
        opened.size(1360, 900)
        yield opened
