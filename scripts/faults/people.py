"""Faults in who is named: votes, proposals, dissent, lists, offices."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from faults.case import Case, Part, ballots, stranger, vote_line
from generate.mark import plain
from generate.meeting import Seat
from generate.roll import row, stands_in
from generate.say import listed as joined


def _swap_voter(case: Case, part: Part, side: str, old: Seat, new: str) -> str | None:
    """A voter's name replaced by other words, within the line of a side only."""
    line = vote_line(case, part, side)
    if line is None or old.name not in line:
        return None
    written = re.search(re.escape(old.name) + r"(?: \([^)]*\))?", line)
    assert written
    return case.swap(part, line, line.replace(written.group(), new, 1))


def _vote(case: Case, rng: Random) -> Part | None:
    found = [p for p in ballots(case) if vote_line(case, p, "yes") and vote_line(case, p, "no")]
    return rng.choice(found) if found else None


def _any_voter(part: Part, rng: Random) -> Seat:
    """A voter whom no other sentence of the § depends on."""
    assert part.matter.ballot
    return rng.choice(part.matter.ballot.yes[:-1] or part.matter.ballot.yes)


def voter_is_a_stranger(case: Case, rng: Random) -> str | None:
    part = _vote(case, rng)
    return _swap_voter(case, part, "yes", _any_voter(part, rng), stranger(case, rng)) if part else None


def voter_twice(case: Case, rng: Random) -> str | None:
    part = _vote(case, rng)
    if part is None or part.matter.ballot is None:
        return None
    other = case.named(rng.choice(part.matter.ballot.yes))
    return _swap_voter(case, part, "no", rng.choice(part.matter.ballot.no), other)


def voter_missing(case: Case, rng: Random) -> str | None:
    part = _vote(case, rng)
    if part is None or part.matter.ballot is None or len(part.matter.ballot.yes) < 4:
        return None
    line = vote_line(case, part, "yes")
    seat = part.matter.ballot.yes[1]
    found = re.search(rf"(?:tjänstgörande ersättaren )?{re.escape(seat.name)}(?: \([^)]*\))?, ", line or "")
    return case.swap(part, line, line.replace(found.group(), "", 1)) if line and found else None


def absent_member_votes(case: Case, rng: Random) -> str | None:
    part = _vote(case, rng)
    away = [s for s in case.listed() if s.group == "member" and not s.present]
    away += [s for s in case.listed() if part and s.present and not s.at(part.matter.number) and not s.told]
    if part is None or not away:
        return None
    return _swap_voter(case, part, "yes", _any_voter(part, rng), case.named(rng.choice(away)))


def listener_votes(case: Case, rng: Random) -> str | None:
    part = _vote(case, rng)
    if part is None:
        return None
    stand_ins = {seat for seat, _ in part.matter.steps_in}
    others = [s for s in case.listed() if s.group in ("substitute", "official") and s.at(part.matter.number)]
    others = [s for s in others if s not in stand_ins and s != case.document.meeting.secretary]
    if not others:
        return None
    return _swap_voter(case, part, "yes", _any_voter(part, rng), case.named(rng.choice(others)))


def recused_votes(case: Case, rng: Random) -> str | None:
    found = [p for p in ballots(case) if p.matter.recused and vote_line(case, p, "yes")]
    if not found:
        return None
    part = rng.choice(found)
    return _swap_voter(case, part, "yes", _any_voter(part, rng), case.named(part.matter.recused[0]))


# Motions and dissent


def _in_sentence(case: Case, part: Part, verb: str, old: Seat, new: str) -> str | None:
    lines = [x for x in case.body(part).splitlines() if verb in x and old.name in x]
    if not lines or case.style.wrap:
        return None
    written = re.search(re.escape(old.name) + r"(?: \([^)]*\))?", lines[0])
    assert written
    return case.swap(part, lines[0], lines[0].replace(written.group(), new, 1))


def _mover(case: Case, rng: Random) -> tuple[Part, Seat] | None:
    found = [(p, m.by[0]) for p in case.parts for m in p.matter.motions]
    return rng.choice(found) if found else None


def mover_is_a_stranger(case: Case, rng: Random) -> str | None:
    found = _mover(case, rng)
    return _in_sentence(case, found[0], " yrkar", found[1], stranger(case, rng)) if found else None


def absent_member_moves(case: Case, rng: Random) -> str | None:
    found = _mover(case, rng)
    away = [s for s in case.listed() if s.group == "member" and not s.present]
    return (
        _in_sentence(case, found[0], " yrkar", found[1], case.named(rng.choice(away)))
        if found and away
        else None
    )


def _dissenter(case: Case, rng: Random) -> tuple[Part, Seat] | None:
    found = [
        (p, d.by[0])
        for p in case.parts
        for d in p.matter.dissent
        if d.kind == "reservation" and len(d.by) == 1
    ]
    return rng.choice(found) if found else None


def dissenter_is_a_stranger(case: Case, rng: Random) -> str | None:
    found = _dissenter(case, rng)
    return _in_sentence(case, found[0], "reserverar sig", found[1], stranger(case, rng)) if found else None


def absent_member_dissents(case: Case, rng: Random) -> str | None:
    found = _dissenter(case, rng)
    away = [s for s in case.listed() if s.group == "member" and not s.present]
    if not found or not away:
        return None
    return _in_sentence(case, found[0], "reserverar sig", found[1], case.named(rng.choice(away)))


def name_misspelled(case: Case, rng: Random) -> str | None:
    found = _dissenter(case, rng) or _mover(case, rng)
    if not found:
        return None
    part, seat = found
    at = rng.randrange(seat.name.index(" ") + 3, len(seat.name) - 1)
    letter = "o" if seat.name[at] != "o" else "e"
    wrong = seat.name[:at] + letter + seat.name[at + 1 :]
    verb = "reserverar sig" if "reserverar sig" in case.body(part) else " yrkar"
    return _in_sentence(case, part, verb, seat, case.named(replace(seat, name=wrong)))


def party_changed(case: Case, rng: Random) -> str | None:
    found = _dissenter(case, rng) or _mover(case, rng)
    if not found or case.style.names == "bare" or not found[1].party:
        return None
    part, seat = found
    if f"({seat.party})" not in case.text[: case.front] and case.style.names != "small":
        return None
    others = {s.party for s in case.listed() if s.party and s.group == "member"} - {seat.party}
    if not others:
        return None
    other = case.named(replace(seat, party=rng.choice(sorted(map(str, others)))))
    verb = "reserverar sig" if "reserverar sig" in case.body(part) else " yrkar"
    return _in_sentence(case, part, verb, seat, other)


# Lists and offices


def adjuster_is_a_stranger(case: Case, rng: Random) -> str | None:
    """On the front page, where the minutes say who checks them."""
    return _adjuster(case, stranger(case, rng))


def adjuster_is_another_member(case: Case, rng: Random) -> str | None:
    meeting = case.document.meeting
    others = [s for s in case.listed() if s.group == "member" and s.present and s.part is None]
    others = [s for s in others if s not in meeting.adjusters and s != meeting.chair]
    return _adjuster(case, case.named(rng.choice(others))) if others else None


def adjuster_was_away(case: Case, rng: Random) -> str | None:
    away = [s for s in case.listed() if s.group == "member" and not s.present]
    return _adjuster(case, case.named(rng.choice(away))) if away else None


def _adjuster(case: Case, new: str) -> str | None:
    meeting, style = case.document.meeting, case.style
    if "adjusters" not in style.fields:
        return None
    old = joined(case.named(seat) for seat in meeting.adjusters)
    rest = [case.named(seat) for seat in meeting.adjusters[1:]]
    return case.swap_front(old, joined([new, *rest]))


def chair_is_a_stranger(case: Case, rng: Random) -> str | None:
    meeting = case.document.meeting
    if "chair" not in case.style.fields:
        return None
    old = case.named(meeting.chair)
    lines = [x for x in case.text[: case.front].splitlines() if old in x and "rdförande" in x.split(old)[0]]
    return case.swap_front(lines[0], lines[0].replace(old, stranger(case, rng))) if lines else None


def signer_is_a_stranger(case: Case, rng: Random) -> str | None:
    end = case.parts[-1].end
    names = [s.name for s in (case.document.meeting.secretary, *case.document.meeting.adjusters)]
    found = [name for name in names if name in case.text[end:]]
    if not found or case.style.signatures in ("", "first"):
        return None
    old = rng.choice(found)
    return case.text[:end] + case.text[end:].replace(old, stranger(case, rng), 1)


def substitute_for_somebody_present(case: Case, rng: Random) -> str | None:
    serving = [s for s in case.listed() if s.group == "serving" and s.serves_for and s.part is None]
    here = [s for s in case.listed() if s.group == "member" and s.present and s.part is None]
    if not serving or not here or not case.style.stands_in or case.style.roll == "table":
        return None
    seat = rng.choice(serving)
    other = replace(seat, serves_for=rng.choice(here).name)
    return case.swap_front(plain(stands_in(seat, case.style)), plain(stands_in(other, case.style)))


def part_beyond_the_minutes(case: Case, rng: Random) -> str | None:
    last = case.document.meeting.last
    seats = [s for s in case.listed() if s.listed_part is not None]
    rng.shuffle(seats)
    for seat in seats:
        line = next((x for x in case.text[: case.front].splitlines() if seat.name in x), None)
        part = seat.listed_part
        if line is None or part is None:
            continue
        old = str(part.last if part.kind in ("until", "between", "not", "only") else part.first)
        at = line.rfind(old, line.index(seat.name))
        if at >= 0:
            return case.swap_front(line, line[:at] + str(last + 30) + line[at + len(old) :])
    return None


def listed_as_present_and_absent(case: Case, rng: Random) -> str | None:
    """An absent member's row stands among the present as well."""
    if case.style.roll != "lines":
        return None
    away = [s for s in case.listed() if s.group == "member" and not s.present]
    here = [s for s in case.listed() if s.group == "member" and s.present and s.part is None]
    if not away or not here:
        return None
    after = plain(row(rng.choice(here[1:] or here), case.style, "member"))
    extra = plain(row(rng.choice(away), case.style, "member"))
    return case.swap_front(f"{after}\n", f"{after}\n{extra}\n")
