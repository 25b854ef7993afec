"""What a line says it is: sub-heading, attendance heading, front-page label."""

from __future__ import annotations

from functools import cache

from protokoll_extract.segment.groups import GroupKind, composed_group, known_groups, shaped_group
from protokoll_extract.text.gate import Gates, Pattern, gated
from protokoll_extract.vocab.load import table

_SPACE = gated(r"\s+")
# A note to the mark of a name: "* tjänstgörande".
_STARRED = gated(r"\*{1,4}\)?\s+\p{Ll}")
_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))
_BEFORE, _BEHIND = f"*_#{_WHITE}", f"*_:.{_WHITE}"


def plain(text: str) -> str:
    """A heading's words without colon, dots, stars and surplus spaces."""
    # No pattern: one that ends in "$" tries each of a long row of dots.
    return " ".join(text.lstrip(_BEFORE).rstrip(_BEHIND).split())


@cache
def _sub_headings() -> tuple[dict[str, str], list[tuple[str, Pattern]], Gates]:
    """Their kinds by their words, those of a shape with its pattern, and the patterns' gates."""
    words: dict[str, str] = {}
    shapes = []
    for entry in table("headings")["kind"]:
        for word in entry["words"]:
            words.setdefault(plain(word).casefold(), entry["kind"])
        shapes += [(entry["kind"], gated(pattern)) for pattern in entry.get("patterns", ())]
    return words, shapes, Gates([pattern for _, pattern in shapes])


def sub_heading(text: str) -> str | None:
    """The kind of sub-heading that the whole line is, or None."""
    if len(text) > 90 or text[:1].islower() or text.rstrip().endswith((".", ",", ";")):
        return None  # The end of a sentence that wrapped just there.
    name = plain(text)
    if not name[:1].isupper():
        return None
    words, shapes, gates = _sub_headings()
    kind = words.get(name.casefold())
    if kind:
        return kind
    return next((shapes[at][0] for at in gates.open(name) if shapes[at][1].fullmatch(name)), None)


@cache
def _at_meeting() -> Pattern:
    return gated(rf"\s+(?:{table('attendance')['heading_words']['at_meeting']})$")


def group_heading(text: str) -> GroupKind | None:
    """What the line says of the people below it, where it is an attendance heading."""
    if len(text) >= 60 or text.endswith(",") or _STARRED.match(text):
        return None
    shown = plain(text)
    known = known_groups().get(shown.casefold())
    if known or not shown[:1].isupper():
        return known
    shown = _at_meeting().sub("", shown)
    name = shown.casefold()
    return known_groups().get(name) or composed_group(name) or shaped_group(shown)


def names_body(text: str) -> bool:
    """Is the attendance heading also the name of a deciding body ("Styrelsen")?"""
    return plain(text).casefold() in table("attendance")["bodies"]["words"]


@cache
def _labels() -> dict[str, str]:
    out: dict[str, str] = {}
    for entry in table("header")["label"]:
        for word in entry["words"]:
            out.setdefault(plain(word).casefold(), entry["field"])
    return out


def label(text: str) -> str | None:
    """The front-page field that a label names, or None."""
    return _labels().get(plain(text).casefold()) if len(text) < 60 else None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split(None, 1)[0] for name in _labels() if name)


def label_prefix(text: str) -> tuple[str, int] | None:
    """The field of the longest label that the line begins with, and where the label ends."""
    first = text[:60].split(None, 1)[:1]
    if not first or first[0].casefold() not in _first_words():
        return None
    for end in (m.start() for m in reversed(list(_SPACE.finditer(text[:60])))):
        field = _labels().get(text[:end].casefold())
        if field:
            return field, end
    return None


@cache
def _closing() -> tuple[str, ...]:
    return tuple(table("headings")["closing"]["starts"])


@cache
def _closing_begins() -> tuple[str, ...]:
    return (*_closing(), *(start.upper() for start in _closing()))


_GAP = gated(r"\t| {3,}")
_SIGNING_LINE = gated(r"[_.…]{6,}")


def is_closing(text: str) -> bool:
    """Does the line begin the signatures and notices after the last paragraph?"""
    name = text.strip("*_# ")
    cells = _GAP.split(name)
    if len(cells) > 1 and _are_signatures(cells):
        return True
    for start in _closing() if name.startswith(_closing_begins()) else ():
        if name.startswith((start, start.upper())):
            rest = name[len(start) :]
            if not rest or (start.endswith(":") and len(rest) < 60) or not rest.strip(" :/.\t_…"):
                return True
    return bool(_SIGNING_LINE.match(name))


_SIGNERS = frozenset({"chair", "secretary", "adjusters"})


def _are_signatures(cells: list[str]) -> bool:
    """Labels of those who sign, side by side, with nothing behind them."""
    return all(label(cell) in _SIGNERS for cell in cells if cell.strip())


@cache
def _contents() -> frozenset[str]:
    return frozenset(w.casefold() for w in table("headings")["contents"]["words"])


def is_contents(text: str) -> bool:
    return len(text) < 50 and plain(text).casefold() in _contents()


@cache
def _matters() -> frozenset[str]:
    return frozenset(w.casefold() for w in table("headings")["matters"]["words"])


def begins_matters(text: str) -> bool:
    """Is it the heading above the matters, alone or as the first of the heads of columns?"""
    return len(text) < 50 and plain(text.split("\t")[0]).casefold() in _matters()


@cache
def _appendix() -> Pattern:
    return gated(table("headings")["appendix"]["pattern"])


def is_appendix(text: str) -> bool:
    return len(text) < 90 and bool(_appendix().fullmatch(text))
