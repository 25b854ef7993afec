"""The public door: ``extract``, ``read_archive``, ``Protokoll``, ``ProtokollError``.

``import protokoll_extract`` is cheap: the door opens only when something is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# The room `extract/` before the function: a package's first import binds its name here, and would hide it.
import protokoll_extract.extract as _room  # noqa: F401
from protokoll_extract.errors import ProtokollError

if TYPE_CHECKING:
    from os import PathLike

    from protokoll_extract.export.frames import read_archive
    from protokoll_extract.export.privacy import Pii
    from protokoll_extract.ingest.scanned import OcrMode
    from protokoll_extract.model.protokoll import Protokoll

__version__ = "0.1.0"
__all__ = ["Protokoll", "ProtokollError", "__version__", "extract", "read_archive"]


def extract(
    path_or_bytes: str | PathLike[str] | bytes,
    name: str | None = None,
    *,
    language: str | None = None,
    ocr: OcrMode | None = None,
    pii: Pii = "keep",
    takedown: str | PathLike[str] | None = None,
    corrections: str | PathLike[str] | None = None,
) -> Protokoll:
    """One meeting's minutes as data.

    Args:
        path_or_bytes: a file's path, or its content.
        name: what to call the source in the result; needed for bytes, else the file's name.
        language: ``"rules"``, or the name or path of an installed spaCy pipeline, to also find people
            named in short ("Ek anser", "ordföranden"); None leaves spaCy alone.
        ocr: ``"auto"`` to read PDF pages without a good text layer off their pictures, ``"all"`` to read
            every page so; needs Tesseract with its Swedish model.
        pii: ``"mask"`` to make personal data and private persons' names blocks of the same length.
        takedown: a takedown list: people to mask, documents to refuse.
        corrections: a file of corrections by hand (see ``protokoll review``), applied to what is read.

    Raises:
        ProtokollError: the input cannot be read or is held back. Odd documents never raise; see ``findings``.
    """
    from protokoll_extract.ingest import read_source
    from protokoll_extract.pipeline import run

    source = read_source(path_or_bytes, name, ocr=ocr)
    document = run(source, language=language)
    if corrections is not None:
        document = _corrected(document, corrections)
    if pii == "keep" and takedown is None:
        return document
    from protokoll_extract.export.privacy import protection

    return protection(pii, takedown)(document, source.text)[0]


def _corrected(document: Protokoll, file: str | PathLike[str]) -> Protokoll:
    from pathlib import Path

    from protokoll_extract.review.apply import apply
    from protokoll_extract.review.correction import read_corrections

    return apply(document, read_corrections(Path(file)))


def __getattr__(attribute: str) -> Any:
    if attribute == "Protokoll":
        from protokoll_extract.model.protokoll import Protokoll

        return Protokoll
    if attribute == "read_archive":
        from protokoll_extract.export.frames import read_archive

        return read_archive
    raise AttributeError(f"module {__name__!r} has no attribute {attribute!r}")
