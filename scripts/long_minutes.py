"""One long meeting as a PDF of any number of pages, for measuring: fictional, two paragraphs a page."""

from __future__ import annotations

import io

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
_BOLD = ("§", "Beslut", "Yrkanden", "Reservation", "Sammanfattning", "Skickas", "Protokoll")


def long_minutes(pages: int) -> bytes:
    """Minutes of exactly so many pages, the front page included."""
    out = io.BytesIO()
    # The same bytes each time.
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    last = 2 * (pages - 1)
    _page(canvas, 1, pages, [line.format(last=last) for line in _FRONT])
    for page in range(2, pages + 1):
        lines: list[str] = []
        for n in (2 * page - 3, 2 * page - 2):
            one, two = _PEOPLE[n % 6], _PEOPLE[(n + 1) % 6]
            lines += [line.format(n=n, one=one, two=two) for line in _PARAGRAPH]
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
