"""The attendance list in one of its forms, and its rows as the gold has them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generate.mark import capital, mark
from generate.meeting import Matter, Meeting, Seat
from generate.say import listed, person, presence, stated_presence
from generate.sheet import Block, Head, Line, Para, Rows
from generate.style import Style

_LABELS = {
    "member": "Beslutande ledamöter",
    "serving": "Tjänstgörande ersättare",
    "substitute": "Ej tjänstgörande ersättare",
    "official": "Övriga närvarande",
}
# Lists where the members who did not come stand in their places among the others.
_IN_PLACE = ("table", "marks", "seats")
_TABLES = ("table", "seats")
_CAPACITY = {"member": "member", "serving": "substitute", "substitute": "substitute", "official": "official"}


@dataclass(frozen=True, slots=True)
class Group:
    """People under one label; ``key`` is their place in the body."""

    label: str
    key: str
    seats: tuple[Seat, ...]
    absent: bool = False


def _serving(group: Group, seat: Seat) -> bool | None:
    label = group.label.lower()
    if group.absent or group.key == "official":
        return None
    # The other substitutes are those who do not serve.
    not_serving = label.startswith(("ej ", "icke ", "inte ", "övriga ers"))
    if not_serving or "ej tjänst" in label or "inte tjänst" in label:
        return False
    if "beslut" in label or "tjänstgör" in label or (group.key == "serving" and seat.serves_for):
        return True
    return None


def groups(meeting: Meeting, style: Style) -> list[Group]:
    """The groups of the list, in the order of the style's labels."""
    labels = dict(style.groups) or _LABELS
    in_head = "secretary" in style.fields
    found: list[Group] = []
    for key, label in labels.items():
        wanted = "member" if key == "absent" else key
        seats = [seat for seat in meeting.seats if seat.group == wanted]
        if key == "official" and in_head:
            seats = [seat for seat in seats if seat != meeting.secretary]
        if style.roll not in _IN_PLACE:
            seats = [seat for seat in seats if seat.present is (key != "absent")]
        if seats:
            found.append(Group(label, wanted, tuple(seats), key == "absent"))
    return found


def row(seat: Seat, style: Style, key: str) -> str:
    """A row of the list. Parts that a person lacks go away with the signs around them."""
    form = style.row
    letter = (seat.party or "").lower() if style.names == "small" else seat.party or ""
    for slot, value in (
        ("party", letter),
        ("role", seat.role or ""),
        ("organisation", seat.organisation or ""),
    ):
        if not value or (slot == "party" and key == "official"):
            slots = (
                f", {{{slot}}}",
                f" ({{{slot}}})",
                f"{{{slot}}}\t",
                f"\t{{{slot}}}",
                f"{{{slot}}} ",
                f" {{{slot}}}",
            )
            for part in slots:
                form = form.replace(part, "")
    first, last = seat.name.split(" ", 1)
    text = form.format(
        name=person(seat.name),
        turned=mark("person", f"{last}, {first}", seat.name),
        swapped=mark("person", f"{last} {first}", seat.name),
        party=letter,
        role=seat.role,
        organisation=mark("organisation", seat.organisation) if seat.organisation else "",
    )
    if seat.serves_for and style.stands_in:
        said = stands_in(seat, style)
        text += said if said.startswith(",") else f" {said}"
    part = presence(seat.listed_part, style)
    tab = "\t" if "\t" in style.row and style.roll == "table" else " "
    return f"{text}{tab}{part}" if part else text


def stands_in(seat: Seat, style: Style) -> str:
    letter = (seat.party or "").lower() if style.names == "small" else seat.party or ""
    form = style.stands_in if letter else style.stands_in.replace(" ({party})", "")
    return form.format(name=person(str(seat.serves_for)), party=letter)


def records(meeting: Meeting, style: Style) -> list[dict[str, object]]:
    """What the printed list states, row by row."""
    found: list[dict[str, object]] = []
    for group in groups(meeting, style):
        for seat in group.seats:
            letter = seat.party if "{party}" in style.row and group.key != "official" else None
            if (style.roll in ("torn", "grid") and group.key != "official") or (
                style.roll in _TABLES and group.key == "member"
            ):
                letter = seat.party
            elif style.roll in _TABLES and group.key == "serving" and not _in_part(seat):
                letter = None  # Beside the member whose seat it is stands the name alone.
            has_organisation = "{organisation}" in style.row
            found.append(
                {
                    "name": seat.name,
                    "party": letter,
                    "organisation": seat.organisation if has_organisation else None,
                    "delegated_by": None,
                    "role": _role(seat, style),
                    "capacity": _CAPACITY[group.key],
                    "present": seat.present,
                    "serving": _serving(group, seat) if seat.present else None,
                    "serves_for": seat.serves_for
                    if style.stands_in or style.roll == "called" or (style.roll in _TABLES and not seat.part)
                    else None,
                    "presence": stated_presence(seat.listed_part, style),
                }
            )
    return found


def _role(seat: Seat, style: Style) -> str | None:
    if style.roll == "offices" and seat.role and seat.group == "member":
        return capital(seat.role)
    printed = "{role}" in style.row or style.roll in (*_TABLES, "torn", "grid")
    return seat.role if printed else None


def roll(meeting: Meeting, style: Style) -> list[Block]:
    """The list on paper."""
    every = groups(meeting, style)
    if style.roll in _FORMS:
        return _FORMS[style.roll](every, style)
    if style.roll == "run":
        return _run(every, style)
    if style.roll == "rows":
        return [Rows(tuple(_cells(group, style) for group in every), (32, 68))]
    if style.roll == "side":
        return _side(every, style)
    if style.roll == "table":
        return _table(every, style)
    if style.roll == "labels-first":
        return _labels_first(every, style)
    if style.roll == "torn":
        return _torn(every, style)
    blocks: list[Block] = []
    for group in every:
        blocks.append(Head(group.label, 4))
        marks = style.roll == "marks" and group.key != "official"
        lines = [
            ("x " if seat.present else "- ") * marks + row(seat, style, group.key) for seat in group.seats
        ]
        if any("\t" in line for line in lines):
            blocks.append(Rows(tuple(tuple(line.split("\t")) for line in lines), (55, 45)))
        else:
            blocks += [Line(line, "row") for line in lines]
    return blocks


def _run(every: list[Group], style: Style) -> list[Block]:
    blocks: list[Block] = []
    for group in every:
        text = listed(row(seat, style, group.key) for seat in group.seats)
        blocks += [Head(group.label, 4), Para(text)]
    return blocks


def _cells(group: Group, style: Style) -> tuple[str, str]:
    return group.label, "\n".join(row(seat, style, group.key) for seat in group.seats)


def _side(every: list[Group], style: Style) -> list[Block]:
    left = [every[0].label, *(row(seat, style, "member") for seat in every[0].seats)]
    right: list[str] = []
    for group in every[1:]:
        if group.key != "official":
            right += ([""] if right else []) + [
                group.label,
                *(row(seat, style, group.key) for seat in group.seats),
            ]
    height = max(len(left), len(right))
    left += [""] * (height - len(left))
    right += [""] * (height - len(right))
    blocks: list[Block] = [Rows(tuple(zip(left, right, strict=True)), (50, 50), head=True)]
    for group in every:
        if group.key == "official":
            blocks += [
                Head(group.label, 4),
                *(Line(row(seat, style, group.key), "row") for seat in group.seats),
            ]
    return blocks


def _table(every: list[Group], style: Style) -> list[Block]:
    members = next(group for group in every if group.key == "member")
    stand_ins = {seat.serves_for: seat for group in every if group.key == "serving" for seat in group.seats}
    rows = [("Namn", "Parti", "Närv", "Ersättare", "Anmärkning")]
    for seat in members.seats:
        substitute = stand_ins.get(seat.name)
        remark = ", ".join(text for text in (seat.role or "", presence(seat.listed_part, style)) if text)
        other = person(substitute.name) if substitute and not seat.present else ""
        rows.append((person(seat.name), seat.party or "", "N" if seat.present else "F", other, remark))
    blocks: list[Block] = [
        Head(members.label, 4),
        Rows(tuple(rows), (34, 10, 9, 27, 20), head=True, ruled=True),
    ]
    for group in every:
        blocks += _outside(group, style)
    return blocks


def _outside(group: Group, style: Style) -> list[Block]:
    """Those for whom the members' table has no room."""
    seats = [seat for seat in group.seats if group.key in ("substitute", "official") or _in_part(seat)]
    rows = [Line(row(seat, style, group.key), "row") for seat in seats]
    return [Head(group.label, 4), *rows] if rows else []


def _seats(every: list[Group], style: Style) -> list[Block]:
    """A table of the numbered places, surnames first; who was away is said in words."""

    def turned(seat: Seat) -> str:
        first, last = seat.name.split(" ", 1)
        return mark("person", f"{last}, {first}", seat.name)

    members = next(group for group in every if group.key == "member")
    stand_ins = {seat.serves_for: seat for group in every if group.key == "serving" for seat in group.seats}
    rows = [("Plats", "Ledamot", "Parti", "Ersättare", "Anteckning")]
    for i, seat in enumerate(members.seats, 1):
        substitute = stand_ins.get(seat.name)
        away = "" if seat.present else "frånvarande"
        remark = ", ".join(text for text in (seat.role, presence(seat.listed_part, style), away) if text)
        other = turned(substitute) if substitute and not seat.present else ""
        rows.append((str(i), turned(seat), seat.party or "", other, remark))
    blocks: list[Block] = [
        Head(members.label, 4),
        Rows(tuple(rows), (9, 28, 9, 28, 26), head=True, ruled=True),
    ]
    return blocks + [block for group in every for block in _outside(group, style)]


def _run_in(every: list[Group], style: Style) -> list[Block]:
    """The label and its people in one paragraph."""
    return [
        Para(f"{group.label}: {listed(row(seat, style, group.key) for seat in group.seats)}.")
        for group in every
    ]


def _grid(every: list[Group], style: Style) -> list[Block]:
    """A ruled table a group, as the systems for agendas print them."""
    blocks: list[Block] = []
    for group in every:
        rows = [("Namn", "Parti", "Uppdrag", "Tjänstgöring")]
        for seat in group.seats:
            said = stands_in(seat, style) if seat.serves_for else ""
            served = " ".join(text for text in (said, presence(seat.listed_part, style)) if text)
            letter = (seat.party or "") if group.key != "official" else ""
            rows.append((person(seat.name), letter, seat.role or "", served))
        blocks += [Head(group.label, 4), Rows(tuple(rows), (32, 9, 27, 32), head=True, ruled=True)]
    return blocks


def _offices(every: list[Group], style: Style) -> list[Block]:
    """Each office with its holder, then the others in a run."""
    blocks: list[Block] = []
    for group in every:
        plain = [seat for seat in group.seats if group.key != "member" or group.absent or not seat.role]
        for seat in group.seats:
            if seat not in plain:
                text = f"{person(seat.name)} {presence(seat.listed_part, style)}".rstrip()
                blocks.append(Line(f"{capital(str(seat.role))}: {text}", "row"))
        if plain:
            people = listed(row(seat, style, group.key) for seat in plain)
            blocks.append(Line(f"{group.label}: {people}", "row"))
    return blocks


def _called(every: list[Group], style: Style) -> list[Block]:
    """Those who were prevented beside those who were called in for them."""
    by_key = {"absent" if group.absent else group.key: group for group in every}
    members, serving = by_key["member"], by_key.get("serving")
    away = [(seat, "absent") for seat in by_key["absent"].seats] if "absent" in by_key else []
    stand_ins = {seat.serves_for: seat for seat in serving.seats} if serving else {}
    away += [(replace(seat, part=None), "member") for seat in members.seats if seat.name in stand_ins]
    blocks: list[Block] = [Head(members.label, 4)]
    blocks += [Line(row(seat, style, "member"), "row") for seat in members.seats]
    if away:
        rows = [(style.groups["absent"], style.groups["serving"])]
        for seat, key in away:
            other = stand_ins.get(seat.name)
            rows.append((row(seat, style, key), row(other, style, "serving") if other else "–"))
        blocks.append(Rows(tuple(rows), (50, 50), head=True))
    for group in every:
        if group.key in ("substitute", "official"):
            blocks.append(Head(group.label, 4))
            blocks += [Line(row(seat, style, group.key), "row") for seat in group.seats]
    return blocks


def _in_part(seat: Seat) -> bool:
    """A table has no room for who serves for a part only."""
    return seat.group == "serving" and seat.part is not None


def _labels_first(every: list[Group], style: Style) -> list[Block]:
    """All labels, then all values: how some readers give a label column."""
    blocks: list[Block] = [Line(group.label, "label") for group in every]
    for group in every:
        blocks.append(Para(listed(row(seat, style, group.key) for seat in group.seats)))
    return blocks


def _torn(every: list[Group], style: Style) -> list[Block]:
    """Names in one column, party letters in another, as three-column lists are pasted."""
    blocks: list[Block] = []
    for group in every:
        blocks.append(Head(group.label, 4))
        cells = tuple(
            (
                person(seat.name),
                f"({seat.party})" if seat.party and group.key != "official" else "",
                " ".join(
                    text
                    for text in (
                        seat.role or "",
                        stands_in(seat, style) if seat.serves_for else "",
                        presence(seat.listed_part, style),
                    )
                    if text
                ),
            )
            for seat in group.seats
        )
        blocks.append(Rows(cells, (40, 12, 48)))
    return blocks


_FORMS: dict[str, Callable[[list[Group], Style], list[Block]]] = {
    "seats": _seats,
    "run-in": _run_in,
    "grid": _grid,
    "offices": _offices,
    "called": _called,
}


def there(meeting: Meeting, style: Style, matter: Matter) -> dict[str, object]:
    """Who of the printed list was in the room for a matter, and who of them decided it."""
    listed = {seat.name: seat for group in groups(meeting, style) for seat in group.seats}
    if style.roll in _TABLES:
        listed |= {seat.name: seat for seat in meeting.seats if seat.group == "serving"}
    aside = {seat.name for seat in matter.recused}
    aside |= {seat.name for act in matter.dissent if act.kind == "not_participating" for seat in act.by}
    present = [seat for seat in listed.values() if seat.at(matter.number)]
    deciding = [seat for seat in present if seat.group in ("member", "serving") and seat.name not in aside]
    deciding += [seat for seat, _ in matter.steps_in if seat in present]
    chair = matter.presides or meeting.chair
    return {
        "present": [seat.name for seat in present],
        "deciding": [seat.name for seat in deciding],
        "chair": chair.name,
    }
