"""Hostile text files."""

from __future__ import annotations

from hostile import DONE, Kind, kind

WORD = "Granviksbron"
MINUTES = (
    f"Protokoll\nKommunstyrelsen i Granvik\n2026-01-12\n\n§ 1\n{WORD}\n\nBeslut\n"
    "Kommunstyrelsen beslutar att bevilja 12 000 kr.\n"
)
# What a text may end as that is only too long or too twisted.
SLOW = (DONE, "limit.time", "limit.characters", "limit.pages", "limit.memory")


def good(content: str | bytes) -> Kind:
    return kind(content.encode() if isinstance(content, str) else content, DONE, word=WORD)


def twisted(content: str) -> Kind:
    return kind(content.encode(), *SLOW)


def texts() -> dict[str, Kind]:
    """All of them, by file name."""
    m = MINUTES
    return {
        "plain.txt": good(m),
        "mark.txt": good(b"\xef\xbb\xbf" + m.encode()),
        "utf-16.txt": good(m.encode("utf-16")),
        "latin-1.txt": good(m.encode("latin-1")),
        "broken-utf-8.txt": good(m.encode() + b"\xff\xfe\xc3\n" + "åäö".encode()),
        "nuls.txt": good(m.replace("att ", "att\0 ")),
        "backwards.txt": good(m + "\u202emoc.live\u202c \u200b\u2066x\u2069\n"),
        "combining.txt": good(m + "a" + "\u0301" * 100_000 + "\n"),
        "carriage-returns.txt": good(m.replace("\n", "\r")),
        "formulas.txt": good(m + "=cmd|'/c calc'!A0\n@SUM(1)\n<img src=x onerror=alert(1)>\n"),
        "many-form-feeds.txt": twisted(m + "\f" * 20_000),
        "long-line.txt": twisted(m + "x" * 2_000_000),
        "long-sentence.txt": twisted(m + "Anna Ek yrkar bifall till Bo Berg, " * 20_000),
        "many-paragraphs.txt": twisted(m + "".join(f"§ {n}\nÄrende\n\nBeslut\nAnna Ek utses.\n\n" for n in range(2, 600))),
        "many-signs.txt": twisted(m + "§ " * 100_000),
        "many-commas.txt": twisted(m + "Beslutande\n" + "Ek, " * 50_000),
        "many-digits.txt": twisted(m + "1 " * 100_000 + "kr"),
        "many-spaces.txt": twisted(m + " " * 500_000 + "kr"),
        "many-dashes.txt": twisted(m + "2026-" * 50_000),
        "many-brackets.txt": twisted(m + "(" * 100_000 + ")" * 100_000),
        "many-dots.txt": twisted(m + "Innehåll\n" + "." * 200_000 + " 3\n"),
        "many-letters-apart.txt": twisted(m + "B e s l u t " * 20_000),
        "too-many-characters.txt": kind(m.encode() + b"Text. " * 1_000_000, "limit.characters", "limit.time"),
        "empty.txt": kind(b"", "input.empty"),
        "white.txt": kind(b" \n\t\r\n" * 100, "input.empty"),
        "binary.txt": kind(bytes(range(256)) * 20, "input.unsupported"),
        "shopping.txt": kind("Handla\n\nmjölk\nbröd\n".encode(), DONE),
        "word.txt": kind(b"PK\x03\x04" + bytes(100), "input.unsupported", "input.corrupt"),
        "fault.txt": kind(b"FAULT segfault\n", DONE),
    }  # fmt: skip
