"""One long meeting as a PDF of any number of pages, for measuring: fictional.

Terse, with two paragraphs a page and half of the text decisions, or told at length as most minutes
are, with one paragraph a page.
"""

from __future__ import annotations

import io
import textwrap

from reportlab.pdfgen.canvas import Canvas

_PEOPLE = (
    "Anna Ek (S)",
    "Bo Berg (M)",
    "Cecilia Dahl (V)",
    "David Lund (C)",
    "Eva Holm (L)",
    "Fredrik Ås (MP)",
)
_FRONT = (
    "Protokoll", "Kommunstyrelsen i Granvik", "Sammanträdesdatum 2026-09-15", "",
    "Plats och tid: Kommunhuset, sal Björken, kl. 09.00-16.30", "", "Beslutande", *_PEOPLE, "",
    "Justerare: Bo Berg", "Paragrafer: 1-{last}",
)  # fmt: skip
_PARAGRAPH = (
    "§ {n}    Dnr KS 2026/{n}", "Upprustning av etapp {n} av gång- och cykelvägnätet", "",
    "Sammanfattning av ärendet",
    "Tekniska nämnden har tagit fram ett förslag till upprustning av etapp {n}. Kostnaden",
    "beräknas till {n} 250 000 kr och ryms inom investeringsbudgeten för 2027. Förslaget har",
    "remitterats till miljönämnden, som inte har något att erinra enligt 3 kap. 2 § plan- och",
    "bygglagen (2010:900). Arbetet kan påbörjas den 1 april 2027 och vara klart samma höst.", "",
    "Yrkanden", "{one} yrkar bifall till förslaget. {two} yrkar avslag.", "",
    "Beslut", "Kommunstyrelsen beslutar att bevilja {n} 250 000 kr till etapp {n}.",
    "Kommunstyrelsen beslutar att uppdra åt tekniska nämnden att upphandla arbetet.", "",
    "Reservation", "{two} reserverar sig mot beslutet.", "", "Skickas till", "Tekniska nämnden", "",
)  # fmt: skip
# What a matter was about, told at length; a figure in each sentence, so that no two pages are alike.
_TOLD = (
    "Cykelvägen mellan Norrvik och Sjötorp byggdes i etapper och är i dag sliten på {n} ställen.",
    "Trafikräkningen visar att {n}0 personer passerar en vanlig vardag, de flesta på väg till arbetet.",
    "Beläggningen är på sina håll så ojämn att vägen stängdes av under {n} dygn i våras.",
    "Förvaltningen har jämfört tre sätt att rusta upp vägen och förordar det andra, som kräver minst mark.",
    "Dialogen med de boende pågick i {n} veckor och ledde till att en hållplats flyttas närmare skolan.",
    "Barnens väg till skolan har getts särskild vikt, liksom framkomligheten för den som har svårt att gå.",
    "Byggtiden blir omkring {n} veckor och genomfarten hålls öppen i ett körfält under hela arbetet.",
    "Växterna i slänten sparas där det är möjligt och kompletteras med ängsfrön från trakten.",
    "Driften beräknas inte bli dyrare än i dag, eftersom snöröjningen kan skötas med samma maskiner.",
    "Ärendet bereddes i samråd med grannkommunen, som planerar en anslutning vid bron intill gränsen.",
    "Risken för fördröjning bedöms som liten, men leveransen av belysningsstolpar kan ta {n} veckor.",
    "När arbetet är klart följs det upp med en ny räkning och en enkät till dem som använder vägen.",
)
_BOLD = ("§", "Beslut", "Yrkanden", "Reservation", "Sammanfattning", "Skickas", "Protokoll")


def long_minutes(pages: int, *, at_length: bool = False) -> bytes:
    """Minutes of exactly so many pages, the front page included."""
    paragraphs = 1 if at_length else 2
    out = io.BytesIO()
    # The same bytes each time.
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    last = paragraphs * (pages - 1)
    _page(canvas, 1, pages, [line.format(last=last) for line in _FRONT])
    for page in range(2, pages + 1):
        lines: list[str] = []
        for n in range(paragraphs * (page - 2) + 1, paragraphs * (page - 1) + 1):
            one, two = _PEOPLE[n % 6], _PEOPLE[(n + 1) % 6]
            matter = [line.format(n=n, one=one, two=two) for line in _PARAGRAPH]
            lines += [*matter[:8], *(_told(n) if at_length else ()), *matter[8:]]
        _page(canvas, page, pages, lines)
    canvas.save()
    return out.getvalue()


def _page(canvas: Canvas, number: int, pages: int, lines: list[str]) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 810, "Granviks kommun  Kommunstyrelsen")
    canvas.drawRightString(523, 810, f"{number} ({pages})")
    canvas.line(72, 800, 523, 800)
    for at, line in enumerate(lines):
        canvas.setFont("Helvetica-Bold" if line.startswith(_BOLD) else "Helvetica", 10)
        canvas.drawString(72, 780 - 15.5 * at, line)
    canvas.showPage()


def _told(n: int) -> list[str]:
    """Twenty-odd lines on the matter, in two pieces."""
    half = len(_TOLD) // 2
    pieces = (_TOLD[:half], _TOLD[half:])
    return [line for piece in pieces for line in ("", *textwrap.wrap(" ".join(piece).format(n=n), 84))]
