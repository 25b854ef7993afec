"""Faults in numbers: tallies, §§, contents, dates, times, sums; and what a template left."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random

from faults.case import Case, Part, ballots, vote_line
from generate.fill import MONTHS
from generate.mark import plain
from generate.say import clock, day, times

_DAYS = ["måndagen", "tisdagen", "onsdagen", "torsdagen", "fredagen", "lördagen", "söndagen"]


def _changed(case: Case, part: Part, pattern: str, change: int) -> str | None:
    """The first number that the pattern finds in a §, raised."""
    match = re.search(pattern, case.body(part))
    if not match:
        return None
    at, end = match.span(1)
    number = int(match[1]) + change
    if number < 0:
        return None
    return case.text[: part.start + at] + str(number) + case.text[part.start + end :]


def yes_count(case: Case, rng: Random) -> str | None:
    part = next((p for p in ballots(case) if "röstar Ja (" in case.body(p)), None)
    return _changed(case, part, r"röstar Ja \((\d+)\)", rng.choice([-1, 1, 2])) if part else None


def no_count(case: Case, rng: Random) -> str | None:
    part = next((p for p in ballots(case) if "röstar Nej (" in case.body(p)), None)
    return _changed(case, part, r"röstar Nej \((\d+)\)", rng.choice([1, 2, 3])) if part else None


def result_sentence(case: Case, rng: Random) -> str | None:
    """ "Med 7 ja-röster mot 4": not what the lists below it say."""
    part = next(
        (p for p in ballots(case) if "ja-röster mot" in case.body(p) and vote_line(case, p, "yes")), None
    )
    return _changed(case, part, r"Med (\d+) ja-röster", rng.choice([-1, 1])) if part else None


def tally_above_members(case: Case, rng: Random) -> str | None:
    """A counted vote with more votes than members."""
    part = next((p for p in ballots(case) if "utfaller med" in case.body(p) or "avges" in case.body(p)), None)
    if part is None:
        return None
    return _changed(case, part, r"(?:utfaller med|avges) (\d+) ", rng.choice([2, 3]))


# §§ and contents


def paragraph_removed(case: Case, rng: Random) -> str | None:
    part = rng.choice(case.parts[1:-1])
    return case.text[: part.start] + case.text[part.end :]


def paragraph_twice(case: Case, rng: Random) -> str | None:
    part = rng.choice(case.parts[1:-1])
    return case.text[: part.end].rstrip() + "\n\n" + case.body(part) + case.text[part.end :]


def paragraph_number(case: Case, rng: Random) -> str | None:
    part = rng.choice(case.parts[2:-1])
    number = part.item.number
    head = case.body(part).splitlines()[0]
    wrong = head.replace(number, case.parts[0].item.number, 1) if rng.random() < 0.5 else None
    wrong = wrong or head.replace(number, str(int(number) + 4), 1)
    return case.swap(part, head, wrong)


def _entries(case: Case) -> list[str]:
    """The lines of the contents list, where each entry is one line."""
    if not case.style.contents or case.style.wrap:
        return []
    front = case.text[: case.front]
    at = front.find(case.style.contents_title)
    lines = front[at:].splitlines()[1:]
    return [
        x for x in lines if any(plain(t) in x for _, t in case.document.contents) and re.search(r"\d$", x)
    ]


def contents_title(case: Case, rng: Random) -> str | None:
    lines = _entries(case)
    if len(lines) != len(case.document.contents):
        return None
    at = rng.randrange(len(lines))
    title = case.document.contents[at][1]
    return case.swap_front(lines[at], lines[at].replace(title, "Samråd om detaljplan för Norra hamnen"))


def contents_entry_missing(case: Case, rng: Random) -> str | None:
    lines = _entries(case)
    if len(lines) != len(case.document.contents):
        return None
    line = rng.choice(lines[1:-1])
    return case.swap_front(f"{line}\n", "")


def contents_entry_extra(case: Case, rng: Random) -> str | None:
    lines = _entries(case)
    if len(lines) != len(case.document.contents):
        return None
    number, title = case.document.contents[-1]
    extra = lines[-1].replace(title, "Val av ombud", 1).replace(number, str(int(number) + 1), 1)
    return case.swap_front(f"{lines[-1]}\n", f"{lines[-1]}\n{extra}\n")


def range_of_the_front(case: Case, rng: Random) -> str | None:
    meeting, style = case.document.meeting, case.style
    if "range" not in style.fields:
        return None
    old = style.range.format(a=meeting.first, b=meeting.last)
    return case.swap_front(old, style.range.format(a=meeting.first, b=meeting.last + rng.randrange(1, 4)))


# Dates and times


def notice_date(case: Case, rng: Random) -> str | None:
    """The notice names another day of the meeting than the front page."""
    if not case.style.notice:
        return None
    meeting = case.document.meeting
    at = case.text.find("ANSLAG/BEVIS")
    old = f"Sammanträdesdatum\t{meeting.date.isoformat()}"
    new = f"Sammanträdesdatum\t{(meeting.date + timedelta(days=rng.randrange(1, 30))).isoformat()}"
    if at < 0 or old not in case.text[at:]:
        return None
    return case.text[:at] + case.text[at:].replace(old, new, 1)


def notice_order(case: Case, rng: Random) -> str | None:
    meeting = case.document.meeting
    if not case.style.notice:
        return None
    wrong = meeting.posted - timedelta(days=rng.randrange(2, 15))
    old, new = f"nedtagande\t{meeting.removed.isoformat()}", f"nedtagande\t{wrong.isoformat()}"
    return case.text.replace(old, new, 1) if old in case.text else None


def weekday(case: Case, rng: Random) -> str | None:
    """A weekday put before a date that falls on another day."""
    found = list(re.finditer(rf"(?<=senast den )(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", case.text))
    if not found:
        return None
    match = rng.choice(found)
    when = date(int(match[3]), MONTHS.index(match[2]) + 1, int(match[1]))
    wrong = rng.choice([name for i, name in enumerate(_DAYS) if i != when.weekday()])
    start = match.start() - len("den ")
    return case.text[:start] + f"{wrong} " + case.text[start:]


def approved_before_the_meeting(case: Case, rng: Random) -> str | None:
    meeting, style = case.document.meeting, case.style
    if "adjustment" not in style.fields:
        return None
    form = "iso" if style.date == "weekday" else style.date
    early = meeting.date - timedelta(days=rng.randrange(3, 40))
    old, new = day(meeting.adjusted, form), day(early, form)
    return case.swap_front(old, new) if case.text[: case.front].count(old) == 1 else None


def ends_before_it_starts(case: Case, rng: Random) -> str | None:
    meeting, style = case.document.meeting, case.style
    hour = int(meeting.start[:2])
    if hour < 9:
        return None
    early = f"{rng.randrange(7, hour):02d}:{meeting.end[3:]}"
    old = times(meeting, style)
    new = style.time.format(a=clock(meeting.start, style), b=clock(early, style))
    return case.swap_front(old, new)


def opening_hour(case: Case, rng: Random) -> str | None:
    meeting = case.document.meeting
    part = case.parts[0]
    wrong = f"{(int(meeting.start[:2]) + rng.randrange(2, 6)) % 24:02d}:{meeting.start[3:]}"
    if part.matter.act != "opening":
        return None
    return case.swap(
        part, f"klockan {clock(meeting.start, case.style)}", f"klockan {clock(wrong, case.style)}"
    )


def break_outside(case: Case, rng: Random) -> str | None:
    meeting, style = case.document.meeting, case.style
    if not meeting.pause:
        return None
    a, b = (clock(value, style) for value in meeting.pause)
    late = int(meeting.end[:2]) + 1
    if late > 22:
        return None
    new = f"kl {clock(f'{late:02d}:10', style)}-{clock(f'{late:02d}:25', style)}"
    return case.swap_front(f"kl {a}-{b}", new)


# Sums


def table_sum(case: Case, rng: Random) -> str | None:
    found = [p for p in case.parts if p.matter.table]
    if not found:
        return None
    part = rng.choice(found)
    cells = [plain(cell) for cell in part.matter.table[-1]]
    line = "\t".join(cells)
    column = rng.randrange(1, len(cells))
    number = int(cells[column].replace(" ", ""))
    wrong = f"{number + rng.choice([-1, 1]) * rng.choice([10, 100, 90, number // 3 + 7]):,}".replace(",", " ")
    return case.swap(part, line, "\t".join([*cells[:column], wrong, *cells[column + 1 :]]))


def table_row(case: Case, rng: Random) -> str | None:
    """Not the sum but one of its rows."""
    found = [p for p in case.parts if p.matter.table]
    if not found:
        return None
    part = rng.choice(found)
    cells = [plain(cell) for cell in rng.choice(part.matter.table[1:-1])]
    number = int(cells[1].replace(" ", ""))
    wrong = f"{number + rng.choice([7, 100, 1000]):,}".replace(",", " ")
    return case.swap(part, "\t".join(cells), "\t".join([cells[0], wrong, *cells[2:]]))


def part_of_a_sum(case: Case, rng: Random) -> str | None:
    """ "X, varav Y": the part is ten times the whole."""
    for part in case.parts:
        match = re.search(
            r"[\d ,]+ (?:kr|kronor|tkr|mnkr|mkr|miljoner kronor), varav (?P<part>\d[\d ,]*)", case.body(part)
        )
        if match:
            at, end = part.start + match.start("part"), part.start + match.end("part")
            return case.text[:at] + f"{rng.randrange(2, 9)}00 000 000 " + case.text[end:]
    return None


# Words


def left_over(case: Case, rng: Random) -> str | None:
    prompts = (
        "Klicka eller tryck här för att ange text.", "Välj ett datum.", "[Ange diarienummer]", "ÅÅÅÅ-MM-DD",
        "Fel! Bokmärket är inte definierat.", "[Skriv in beslutet här]", "Lorem ipsum dolor sit amet.",
    )  # fmt: skip
    part = rng.choice(case.parts)
    return case.text[: part.end].rstrip() + f"\n\n{rng.choice(prompts)}\n\n" + case.text[part.end :]


def decision_number(case: Case, rng: Random) -> str | None:
    """Points 1 and 3."""
    for part in case.parts:
        if re.search(r"(?m)^1\. ", case.body(part)) and len(re.findall(r"(?m)^2\. ", case.body(part))) == 1:
            return case.swap(part, "\n2. ", "\n3. ")
    return None


def decision_without_text(case: Case, rng: Random) -> str | None:
    """The heading is there, the decision is not."""
    for part in case.parts[1:]:
        lines = [text for text, _ in part.item.decisions]
        body = case.body(part)
        if part.matter.act != "matter" or case.style.wrap or not any(x in body for x in lines):
            continue
        kept = [x for x in body.splitlines() if not any(text in x for text in lines)]
        kept = [x for x in kept if not re.search(r"(?i)beslutar|föreslår att .* beslutar", x)]
        kept = [x for x in kept if x.strip() != "Paragrafen förklaras omedelbart justerad."]
        if any(x.strip() in ("Beslut", "BESLUT") or x.strip().endswith(" beslut") for x in kept):
            return case.text[: part.start] + "\n".join(kept) + "\n" + case.text[part.end :]
    return None
