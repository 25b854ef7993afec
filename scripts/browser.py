"""A headless Chromium, spoken to in its own protocol: enough for tests and for pictures of pages."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from websockets.sync.client import ClientConnection, connect

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
    "--no-first-run", "--disable-extensions", "--disable-sync", "--mute-audio", "--remote-debugging-port=0",
)  # fmt: skip
_KEYS = {"Tab": (9, ""), "Enter": (13, "\r"), "Escape": (27, ""), "Space": (32, " ")}
_PATIENCE = 20.0


def installed() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser() -> Iterator[Browser]:
    """A fresh browser with one page, ended at the end."""
    with TemporaryDirectory() as profile:
        program = subprocess.Popen(
            [str(installed()), *_FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        try:
            with connect(_address(program), max_size=None, open_timeout=_PATIENCE) as socket:
                yield Browser(socket)
        finally:
            program.terminate()
            program.wait(timeout=20)
            if program.stderr:
                program.stderr.close()


def _address(program: subprocess.Popen[str]) -> str:
    assert program.stderr is not None
    for line in program.stderr:
        found = re.search(r"listening on (ws://\S+)", line)
        if found:
            return found[1]
    raise RuntimeError("Chromium did not start")


class Browser:
    """One page of it."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._session: str | None = None
        self.events: list[dict[str, Any]] = []
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for room in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{room}.enable")

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command, and its answer; what the browser tells meanwhile is kept in ``events``."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv(timeout=_PATIENCE))
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: dict[str, Any] = answer["result"]
                return result
            self.events.append(answer)

    def open(self, address: str) -> None:
        """Goes to an address and waits until all of it has loaded."""
        self.events.clear()
        self.send("Page.navigate", url=address)
        self.wait_for_load()

    def wait_for_load(self) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if any(event.get("method") == "Page.loadEventFired" for event in self.events):
                return
            self.send("Runtime.evaluate", expression="1")
            time.sleep(0.02)
        raise RuntimeError("the page did not load")

    def ask(self, expression: str) -> Any:
        """The value of some JavaScript, waited for."""
        answer = self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"].get("exception", answer)))
        return answer["result"].get("value")

    def until(self, expression: str) -> Any:
        """Asks until the answer is true."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            found = self.ask(expression)
            if found:
                return found
            time.sleep(0.05)
        raise RuntimeError(f"never true: {expression}")

    def follow(self, do: Any) -> None:
        """Does something that leads to another page, and waits for that page."""
        self.events.clear()
        do()
        self.wait_for_load()

    def press(self, key: str, times: int = 1) -> None:
        code, text = _KEYS[key]
        for _ in range(times):
            for kind in ("keyDown", "keyUp"):
                self.send(
                    "Input.dispatchKeyEvent", type=kind, key=" " if key == "Space" else key, code=key,
                    windowsVirtualKeyCode=code, text=text if kind == "keyDown" else "",
                )  # fmt: skip

    def write(self, text: str) -> None:
        self.send("Input.insertText", text=text)

    def point_at(self, selector: str, *, click: bool = False) -> None:
        """Moves the mouse to the middle of an element, which is brought into view first."""
        x, y = self.ask(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center', behavior: 'instant'});"
            " const b = e.getClientRects()[0]; return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self.send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, mobile=phone,
            deviceScaleFactor=2 if phone else 1,
        )  # fmt: skip

    def media(self, kind: str = "", **features: str) -> None:
        """As if printed, in the dark, with less motion: ``"print"``, ``prefers_color_scheme="dark"``."""
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", media=kind, features=wanted)

    def scripts(self, allowed: bool) -> None:
        self.send("Emulation.setScriptExecutionDisabled", value=not allowed)

    def picture(self, path: Path, *, whole: bool = False) -> None:
        taken = self.send("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        path.write_bytes(base64.b64decode(taken["data"]))
