"""A vote in words, counts, lists or a table."""

from __future__ import annotations

from generate.item import Item
from generate.mark import capital
from generate.meeting import Body, Matter, Seat
from generate.say import listed, named, person
from generate.sheet import Block, Line, Para, Rows
from generate.style import Style


def _voters(seats: tuple[Seat, ...], chair: Seat, style: Style, last: str) -> str:
    def one(seat: Seat) -> str:
        if seat == chair:
            return f"ordföranden {named(seat, style)}"
        if seat.group == "serving":
            return f"tjänstgörande ersättaren {named(seat, style)}"
        return named(seat, style)

    return capital(listed((one(seat) for seat in seats), last))


def _prose(matter: Matter, chair: Seat, style: Style) -> list[Block]:
    assert matter.ballot
    blocks: list[Block] = []
    for seats, words, last in (
        (matter.ballot.yes, "röstar Ja", "och"),
        (matter.ballot.no, "röstar Nej", "och"),
        (matter.ballot.abstain, "avstår från att rösta", "samt"),
    ):
        if seats:
            blocks.append(Para(f"{_voters(seats, chair, style, last)} {words} ({len(seats)})."))
    return blocks


def _lists(matter: Matter, body: Body, style: Style) -> list[Block]:
    assert matter.ballot
    yes, no, _ = matter.ballot.counts
    blocks: list[Block] = [
        Para(f"Med {yes} ja-röster mot {no} nej-röster beslutar {body.noun} enligt huvudförslaget.")
    ]
    for seats, label in (
        (matter.ballot.yes, "Ja röstar: "),
        (matter.ballot.no, "Nej röstar: "),
        (matter.ballot.abstain, "Avstår: "),
    ):
        if seats:
            blocks.append(Para(label + listed(named(seat, style) for seat in seats) + "."))
    return blocks


def _counts(matter: Matter) -> list[Block]:
    assert matter.ballot
    yes, no, abstain = matter.ballot.counts
    text = f"Omröstningen utfaller med {yes} Ja mot {no} Nej."
    if abstain:
        text += (
            f" {abstain} ledamöter avstår från att rösta."
            if abstain > 1
            else " 1 ledamot avstår från att rösta."
        )
    return [Para(text + " Hur var och en röstar framgår av bilaga.")]


def _short(matter: Matter) -> list[Block]:
    assert matter.ballot
    yes, no, abstain = matter.ballot.counts
    rest = f" och {abstain} avstår" if abstain else ""
    return [Para(f"Vid omröstningen avges {yes} ja-röster och {no} nej-röster{rest}.")]


def _table(matter: Matter, style: Style) -> list[Block]:
    ballot = matter.ballot
    assert ballot
    rows: list[tuple[str, ...]] = [("Ledamot", "Ja", "Nej", "Avstår")]
    rows += [(named(seat, style), "X", "", "") for seat in ballot.yes]
    rows += [(named(seat, style), "", "X", "") for seat in ballot.no]
    rows += [(named(seat, style), "", "", "X") for seat in ballot.abstain]
    rows.append(("Summa", *(str(count) for count in ballot.counts)))
    return [Rows(tuple(rows), (55, 15, 15, 15), head=True, ruled=True)]


def _lines(matter: Matter, style: Style) -> list[Block]:
    ballot = matter.ballot
    assert ballot
    sides = (("Ja", ballot.yes), ("Nej", ballot.no), ("Avstår", ballot.abstain))
    blocks: list[Block] = [Line(f"{named(seat, style)} – {word}") for word, side in sides for seat in side]
    yes, no, abstain = ballot.counts
    rest = f", {abstain} avstår" if abstain else ""
    return [*blocks, Para(f"Resultat: {yes} Ja, {no} Nej{rest}.")]


def _totals(matter: Matter) -> list[Block]:
    assert matter.ballot

    def some(count: int) -> str:
        return f"{count} ledamot" if count == 1 else f"{count} ledamöter"

    yes, no, abstain = matter.ballot.counts
    text = f"{some(yes)} röstade ja och {some(no)} röstade nej."
    if abstain:
        text += f" {some(abstain)} avstod från att rösta."
    return [Para(text)]


def _grid(matter: Matter) -> list[Block]:
    ballot = matter.ballot
    assert ballot
    rows: list[tuple[str, ...]] = [("Namn", "Parti", "Ja", "Nej", "Avst")]
    for column, side in enumerate((ballot.yes, ballot.no, ballot.abstain)):
        for seat in side:
            crosses = ["X" if i == column else "" for i in range(3)]
            rows.append((person(seat.name), seat.party or "", *crosses))
    rows.append(("Antal röster", "", *(str(count) for count in ballot.counts)))
    return [Rows(tuple(rows), (46, 12, 14, 14, 14), head=True, ruled=True)]


def ballot(item: Item, matter: Matter, body: Body, chair: Seat, style: Style) -> list[Block]:
    """The blocks of the vote; its result goes into the item."""
    found = matter.ballot
    assert found
    named_form = style.vote in ("prose", "lists", "table", "lines", "grid")
    names = [
        [seat.name for seat in side] if named_form else [] for side in (found.yes, found.no, found.abstain)
    ]
    yes, no, abstain = found.counts
    printed_abstain = abstain if abstain or style.vote in ("table", "grid") else None
    item.votes.append(
        {
            "yes": yes,
            "no": no,
            "abstain": printed_abstain,
            "named_yes": names[0],
            "named_no": names[1],
            "named_abstain": names[2],
        }
    )
    if style.vote == "prose":
        return _prose(matter, chair, style)
    if style.vote == "lists":
        return _lists(matter, body, style)
    if style.vote == "table":
        return _table(matter, style)
    if style.vote == "lines":
        return _lines(matter, style)
    if style.vote == "grid":
        return _grid(matter)
    if style.vote == "totals":
        return _totals(matter)
    return _counts(matter) if style.vote == "counts" else _short(matter)
