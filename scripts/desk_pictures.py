"""Pictures of the desk for docs/desk/, from a desk that is open: desk_pictures.py http://127.0.0.1:8000"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from browser import Browser, browser

_OUT = Path(__file__).parent.parent / "docs/desk"
_BRIDGE = "/protokoll/bfdf0fb51adb308f/46"
_POINT_AT_NO = "document.querySelector('.side.no [data-m] a').focus(); scrollTo(0, 230)"
# name → address, width, height, what to do there first
_PICTURES = {
    "start": ("/", 1280, 960, ""),
    "paragraph": (_BRIDGE, 1360, 960, _POINT_AT_NO),
    "search": ("/sok?q=kostnad", 1280, 960, ""),
    "amounts": ("/belopp?beslut=1", 1280, 960, ""),
    "phone-paragraph": (_BRIDGE, 390, 844, "scrollTo(0, 120)"),
    "phone-search": ("/sok?q=kostnad", 390, 844, ""),
}


def main(base: str) -> None:
    _OUT.mkdir(exist_ok=True)
    with browser() as page:
        for name, (address, width, height, first) in _PICTURES.items():
            page.size(width, height, phone=width < 600)
            page.open(base + address)
            _take(page, first, _OUT / f"{name}.png")


def _take(page: Browser, first: str, target: Path) -> None:
    page.ask(f"{first}; 1" if first else "1")
    time.sleep(1)
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.png"
        page.picture(raw)
        with Image.open(raw) as picture:
            picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target, target.stat().st_size)


if __name__ == "__main__":
    main(sys.argv[1])
