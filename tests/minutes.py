"""Invented minutes, put together at random from the shapes that minutes are made of."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

FIRST = ["Ada", "Ibrahim", "Gun-Britt", "Åke", "Zlatka", "Per-Olov", "Östen", "Maria"]
LAST = ["Bergvall", "Lundell", "von Ängeby", "Ek", "Stenroos-Mäki", "O'Neill", "Källfors", "Nur"]
PARTY = ["S", "M", "c", "kd", "MP", "LP", "-"]
BODY = ["Kommunstyrelsen", "Socialnämnden", "Strategiska partnerskapet Norrvik", "Direktionen"]
ORGANISATION = ["Norrviks kommun", "Region Norrvik", "TCO Norrvik", "Älvdata AB"]
GROUP = [
    "Närvarande ledamöter",
    "Beslutande:",
    "Frånvarande ledamöter",
    "Tjänstgörande ersättare",
    "Ej tjänstgörande ersättare",
    "Övriga närvarande",
    "Gäster:",
    "NÄRVARANDE",
]
QUALIFIER = [
    ", ordförande",
    " tom § 8",
    ", tom. § 9, tjänstgör",
    " §§ 10-11, 16-17",
    ", ej § 14",
    " fr.o.m. kl 17.45",
    ", tjänstgör",
    " (Sv",
    ", via länk",
    " (S)",
]
TITLE = [
    "Val av justerare",
    "Övriga frågor",
    "Budget för 2031",
    "Motion om bad",
    "§ 3 i stadgan",
    "Mötet avslutas",
]
HEADING = [
    "Beslut",
    "Bakgrund",
    "Yrkanden",
    "Reservation",
    "Beslutet skickas till",
    "Omröstning",
    "Jäv",
    "Förslag",
]
HEAD = ["§ {n} {t}", "§ {n}. {t}", "§ {n}\n\n{t}", "{n} §\n{t}", "KS § {n} Dnr KS 1/31\n{t}"]
ODD = [
    "\u200e\u202e vänd text",
    "A\u030asa O\u0308berg",
    "«😀» ﬁnt\u00adtyg\u00a0och\u2009så",
    "§",
    "§§",
    "§ § 3",
    "9999 §",
    "(((",
    "Namn:\t\t\t",
    "\t\t",
    ": :",
    "***",
    "#### ",
    "12)",
    "kl",
    "------",
    "Ja röstar: (3)",
    "att",
    "§ 0",
    "0 kr 00 000 000 000 000 000 kr",
    "31 februari 2031",
]
SENTENCE = [
    "Ada Bergvall (S) yrkar bifall till förslaget.",
    "Ärendet återremitteras till Socialnämnden.",
    "Föreningen beviljas 20 000 kr, dock högst 46 %.",
    "Enligt kommunallagen (2017:725) 5 kap. 3 § ska det anmälas.",
    "5 kap. 3 § gäller.",
    "Ordföranden öppnar mötet kl. 10:00.",
    "På sitt möte den 3 mars 2030 beslutade styrelsen att avvakta.",
    "Åke Ek (M) och Maria Nur (C) reserverar sig mot beslutet.",
    "Zlatka Nur (V) anmäler jäv.",
    "Åke Ek (M), Ada Ek (S) röstar Ja (2). Maria Nur (C) röstar Nej (1).",
    "Informationen läggs till handlingarna.",
    "1. Planen antas.",
    "2) Kostnaden, 3,4 mkr, tas ur ramen.",
    "att anta taxan, samt",
    "- en punkt med källsor-",
    "tering som fortsätter",
    "Dnr KS 2031/00112",
    "Bo Ek, TCO Norrvik, antecknar till protokollet att det brådskar.",
]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the minutes that can be taken out; ``kind`` says what it is."""

    kind: str
    text: str


NAME = st.builds("{} {}".format, st.sampled_from(FIRST), st.sampled_from(LAST))
BREAK = st.sampled_from(["\n", "\n", "\n", "\n\n", "\n\f", "\r\n"])


@st.composite
def header(draw: st.DrawFn) -> Block:
    name, other = draw(NAME), draw(NAME)
    parts = draw(
        st.permutations(
            [
                draw(st.sampled_from(BODY)),
                draw(st.sampled_from(["PROTOKOLL 4/2031", "Sammanträdesprotokoll", "Protokoll nr 7"])),
                draw(st.sampled_from(["Sammanträde: 2031-02-19", "Datum\tden 6 mars 2031", "2031-02-19"])),
                draw(st.sampled_from(["Kl. 10:00 – 12:00", "Plats och tid\tSalen, kl 13.15-16", "Tid: 9"])),
                f"Ordförande: {name}",
                f"Justerare\t{other}",
                draw(st.sampled_from(["§§ 1 - 5", "Paragrafer: 3-4", "Plats\n\tStora salen, Kvarngatan 4"])),
            ]
        )
    )
    return Block("header", "\n".join(parts[: draw(st.integers(0, 7))]))


@st.composite
def group(draw: st.DrawFn) -> Block:
    rows = []
    for _ in range(draw(st.integers(0, 4))):
        row = draw(NAME)
        if draw(st.booleans()):
            row += f" ({draw(st.sampled_from(PARTY))})"
        if draw(st.booleans()):
            row += draw(st.sampled_from(QUALIFIER))
        if draw(st.booleans()):
            row += draw(st.sampled_from(["\t", ", "])) + draw(st.sampled_from(ORGANISATION))
        rows.append(row)
    return Block("group", "\n".join([draw(st.sampled_from(GROUP)), *rows]))


@st.composite
def contents(draw: st.DrawFn) -> Block:
    gap = draw(st.sampled_from(["\t", " ..... ", "  "]))
    rows = [f"§ {n} {draw(st.sampled_from(TITLE))}{gap}{n + 2}" for n in range(1, draw(st.integers(1, 5)))]
    return Block("contents", "\n".join(["Innehållsförteckning", *rows]))


@st.composite
def section(draw: st.DrawFn) -> str:
    body = [draw(st.sampled_from(SENTENCE)) for _ in range(draw(st.integers(0, 3)))]
    if draw(st.integers(0, 5)) == 0:
        body.append(draw(st.one_of(st.sampled_from(ODD), st.text(max_size=15))))
    head = [draw(st.sampled_from(HEADING)), ""] if draw(st.booleans()) else []
    return "\n".join([*head, *body])


@st.composite
def paragraph(draw: st.DrawFn, number: int) -> Block:
    head = draw(
        st.sampled_from(
            ["§ {n} {t}", "§ {n}. {t}", "§ {n}\n\n{t}", "{n} §\n{t}", "KS § {n} Dnr KS 1/31\n{t}"]
        )
    )
    sections = [draw(section()) for _ in range(draw(st.integers(0, 3)))]
    return Block("§", "\n\n".join([head.format(n=number, t=draw(st.sampled_from(TITLE))), *sections]))


@st.composite
def documents(draw: st.DrawFn) -> tuple[Block, ...]:
    """The blocks of a document, in the usual order, with gaps, repeats and garbage now and then."""
    blocks = [draw(header())]
    blocks += [draw(group()) for _ in range(draw(st.integers(0, 3)))]
    if draw(st.booleans()):
        blocks.append(draw(contents()))
    number = draw(st.integers(0, 3))
    for _ in range(draw(st.integers(0, 4))):
        number += draw(st.sampled_from([1, 1, 1, 1, 0, 2, -1]))
        blocks.append(draw(paragraph(max(0, number))))
    if draw(st.booleans()):
        blocks.append(Block("closing", f"Vid protokollet\n\n{draw(NAME)}\n______________"))
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(blocks)))
        blocks.insert(at, Block("garbage", draw(st.one_of(st.sampled_from(ODD), st.text(max_size=30)))))
    return tuple(blocks)


def text_of(blocks: tuple[Block, ...], gap: str = "\n\n") -> str:
    return gap.join(block.text for block in blocks)
