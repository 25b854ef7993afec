"""A document as coloured tables."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from protokoll_extract.cli.tables import columns, show
from protokoll_extract.model.protokoll import Attendee, Item, Meeting, Protokoll

_SEVERITY = {"info": "cyan", "doubt": "yellow", "loss": "red"}
_CUT = 300


def show_document(document: Protokoll) -> None:
    show(Group(*_parts(document)))


def _parts(document: Protokoll) -> Iterator[RenderableType]:
    yield _meeting(document.meeting, document.source.name)
    if document.attendance:
        yield _attendance(document)
    for item in document.items:
        yield from _item(item)
    if document.amounts:
        yield _amounts(document)
    yield _findings(document)


def _meeting(meeting: Meeting, name: str) -> RenderableType:
    table = columns("", "", title=name)
    table.show_header = False
    end = f"–{meeting.end_time}" if meeting.end_time else ""
    rows = (
        ("body", meeting.body.name),
        ("date", meeting.date),
        ("time", f"{meeting.start_time or '?'}{end}" if meeting.start_time or end else None),
        ("place", meeting.place.raw or meeting.place.name),
        ("number", meeting.number),
        ("§§", _range(meeting.paragraphs.first, meeting.paragraphs.last)),
        ("chair", meeting.chair),
        ("secretary", meeting.secretary),
        ("adjusters", ", ".join(meeting.adjusters)),
        ("adjusted", _range(meeting.adjustment.date, meeting.adjustment.place)),
    )
    for label, value in rows:
        table.add_row(Text(label, style="cyan"), Text(value) if value else Text("—", style="dim"))
    return table


def _range(first: str | None, last: str | None) -> str | None:
    return "–".join(part for part in (first, last) if part) or None


def _attendance(document: Protokoll) -> RenderableType:
    names = ("name", "party", "role", "capacity", "present", "serving", "for", "§§")
    table = columns(*names, title="Attendance")
    for attendee in document.attendance:
        table.add_row(*(Text(cell) for cell in _attendee(attendee)))
    return table


def _attendee(attendee: Attendee) -> tuple[str, ...]:
    return (
        attendee.name or "—",
        attendee.party.raw or attendee.organisation or "",
        attendee.role or "",
        attendee.capacity or "",
        _yes(attendee.present),
        _yes(attendee.serving),
        attendee.serves_for or "",
        ", ".join(part.raw for part in attendee.presence),
    )


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _item(item: Item) -> Iterator[RenderableType]:
    label = item.label or (f"§ {item.number}" if item.number else "§ ?")
    numbers = ", ".join(number.value for number in item.diary_numbers)
    yield Text.assemble(
        (f"{label} ", "bold magenta"), (item.title or "—", "bold"), (f"  {numbers}" if numbers else "", "dim")
    )
    for section in item.sections:
        heading = section.heading or section.kind
        yield _indented(Text.assemble((f"{heading}: ", "cyan"), _short(section.text)))
    for decision in item.decisions:
        kind = f"{decision.kind or 'decision'}"
        who = f" {decision.decided_by}" if decision.decided_by else ""
        point = f" {decision.number}" if decision.number else ""
        yield _indented(Text.assemble((f"→ {kind}{point}{who}: ", "bold green"), _short(decision.text)))
    for proposal in item.proposals:
        by = ", ".join(proposal.by) or "?"
        yield _indented(Text.assemble((f"yrkande {by}: ", "yellow"), _short(proposal.text)))
    for vote in item.votes:
        yield _indented(Text(f"vote: yes {vote.yes}, no {vote.no}, abstain {vote.abstain}", style="yellow"))
    for dissent in item.dissent:
        by = ", ".join(dissent.by) or "?"
        yield _indented(Text.assemble((f"{dissent.kind} {by}: ", "red"), _short(dissent.text)))
    yield Text("")


def _indented(text: Text) -> RenderableType:
    return Padding(text, (0, 0, 0, 4))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _CUT else line[: _CUT - 1] + "…"


def _amounts(document: Protokoll) -> RenderableType:
    table = columns("as written", "value", "currency", "§", "decision", title="Amounts")
    for amount in document.amounts:
        cells = (amount.raw, amount.value, amount.currency or amount.unit, amount.item, amount.decision)
        table.add_row(*(Text(cell or "") for cell in cells))
    return table


def _findings(document: Protokoll) -> RenderableType:
    if not document.findings:
        return Text("No findings: the document agrees with itself.", style="green")
    table = columns("severity", "code", "message", title="Findings")
    for finding in document.findings:
        style = _SEVERITY[finding.severity]
        table.add_row(Text(finding.severity, style=style), Text(finding.code), Text(finding.message))
    return table
