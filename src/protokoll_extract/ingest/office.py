"""RTF and old Word files by way of LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from protokoll_extract.errors import InputError, MissingExtraError
from protokoll_extract.ingest.docx import read_docx
from protokoll_extract.text.source import SourceText

RTF = "application/rtf"
DOC = "application/msword"
_SECONDS = 180
_PROGRAMS = ("soffice", "libreoffice")


def read_office(data: bytes, name: str, media_type: str) -> SourceText:
    """Read an RTF or DOC file through LibreOffice's conversion to DOCX.

    The checksum is that of the given file. Raises InputError ``input.corrupt``, ``input.empty`` or
    ``input.timeout``, MissingExtraError where LibreOffice is not installed.
    """
    program = next((found for found in map(shutil.which, _PROGRAMS) if found), None)
    if program is None:
        raise MissingExtraError(
            "extra.libreoffice", name, "it is read through LibreOffice, which is not installed",
            "Install LibreOffice Writer, or save the file as DOCX or PDF.",
        )  # fmt: skip
    source = read_docx(_converted(program, data, name, media_type), name)
    return replace(
        source, sha256=sha256(data).hexdigest(), media_type=media_type, reader=f"libreoffice+{source.reader}"
    )


def _converted(program: str, data: bytes, name: str, media_type: str) -> bytes:
    """The file as DOCX, made in a folder of its own with a profile of its own."""
    with tempfile.TemporaryDirectory(prefix="protokoll-office-") as folder:
        given = Path(folder, "in.rtf" if media_type == RTF else "in.doc")
        given.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        command = [
            program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(given),
        ]  # fmt: skip
        _run(command, name)
        made = Path(folder, "in.docx")
        if not made.exists():
            reason = "LibreOffice cannot read the file"
            raise InputError("input.corrupt", name, reason, "Save it anew as DOCX or PDF.")
        return made.read_bytes()


def _run(command: list[str], name: str) -> None:
    # LibreOffice starts a child of its own: both are stopped with their group.
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        process.wait(_SECONDS)
    except BaseException as error:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if isinstance(error, subprocess.TimeoutExpired):
            reason = f"LibreOffice did not finish within {_SECONDS} seconds"
            raise InputError("input.timeout", name, reason, "Save it anew as DOCX or PDF.") from None
        raise
