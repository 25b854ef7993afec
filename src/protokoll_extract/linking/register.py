"""From documents to the register: who they are, what they held, which matters came back."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import regex

from protokoll_extract.linking.cases import Case, cases_of, steps_of, tells
from protokoll_extract.linking.corrections import Corrections
from protokoll_extract.linking.families import with_families
from protokoll_extract.linking.links import links_of
from protokoll_extract.linking.names import folded
from protokoll_extract.linking.people import Doubt, Join, Joined, Person, join
from protokoll_extract.linking.sightings import Seat, Sighting, bodies_of, sightings_of
from protokoll_extract.model import register as model
from protokoll_extract.model.protokoll import Protokoll

_NO_CORRECTIONS = Corrections()


def register_of(
    documents: Iterable[tuple[str, Protokoll]], corrections: Corrections = _NO_CORRECTIONS
) -> model.Register:
    """The register over documents, each with its file's name; the same documents give the same register."""
    found = sorted(documents, key=lambda pair: (pair[1].meeting.date or "", pair[0]))
    bodies = bodies_of(document for _, document in found)
    sightings = with_families(s for file, doc in found for s in sightings_of(doc, file, bodies[doc.id]))
    joined = join(sightings, corrections)
    ids = _ids(joined.people)
    steps = [step for file, doc in found for step in steps_of(doc, file, bodies[doc.id])]
    return model.Register(
        documents=[
            model.Document(
                id=doc.id, file=file, date=doc.meeting.date,
                body=bodies[doc.id].name, issuer=bodies[doc.id].issuer,
            )
            for file, doc in found
        ],
        people=[_person(ids[person], person) for person in joined.people],
        joins=[_join(j, joined, ids) for j in joined.joins if not j.plain],
        doubtful=[_doubt(doubt, ids) for doubt in joined.doubts],
        cases=[_case(case) for case in cases_of(steps, corrections.same_case)],
        links=links_of(document for _, document in found),
        refused_corrections=sorted({pair.line for pair in joined.refused}),
        unused_corrections=sorted(_unused(sightings, corrections)),
    )  # fmt: skip


def _unused(sightings: list[Sighting], corrections: Corrections) -> Iterator[int]:
    for pair in (*corrections.same, *corrections.different):
        if not (any(map(pair.left, sightings)) and any(map(pair.right, sightings))):
            yield pair.line


def _ids(people: list[Person]) -> dict[Person, str]:
    """Readable ids from name and authority; people who share both are counted in the order of time."""
    out: dict[Person, str] = {}
    seen: Counter[str] = Counter()
    for person in people:
        where = min(person.families, default="")
        name = regex.sub(r"[^\p{L}\d]+", "-", folded(person.name)).strip("-")
        base = f"{name}-{hashlib.sha256(f'{folded(person.name)}|{where}'.encode()).hexdigest()[:6]}"
        seen[base] += 1
        out[person] = base if seen[base] == 1 else f"{base}-{seen[base]}"
    return out


def _sighting(one: Sighting) -> model.Sighting:
    return model.Sighting(
        document=one.document, pointer=one.pointer, date=one.date, name=one.name, party=one.party,
        quote=one.quote, page=one.page,
    )  # fmt: skip


def _person(ident: str, person: Person) -> model.RegisterPerson:
    spells = list(_spells(person))
    bases = Counter(one.basis for one in person.sightings if one.basis)
    return model.RegisterPerson(
        id=ident,
        name=person.name,
        names_as_written=list(dict.fromkeys(one.name for one in person.sightings)),
        party=spells[-1].party if spells else None,
        parties=spells,
        basis=bases.most_common(1)[0][0] if len(bases) == 1 else None,  # type: ignore[arg-type]
        mandates=list(_mandates(person)),
        sightings=[_sighting(one) for one in person.sightings],
    )


def _spells(person: Person) -> Iterator[model.PartySpell]:
    """The parties one after the other, each with its first and last meeting."""
    runs: list[list[Sighting]] = []
    for one in person.sightings:
        if one.party is None:
            continue
        if runs and runs[-1][0].party == one.party:
            runs[-1].append(one)
        else:
            runs.append([one])
    for run in runs:
        dates = [one.date for one in run if one.date]
        yield model.PartySpell(
            party=str(run[0].party), first=min(dates, default=None), last=max(dates, default=None)
        )


def _mandates(person: Person) -> Iterator[model.Mandate]:
    """What the attendance lists show somebody as; the party is that of the meeting."""
    held: defaultdict[tuple[str | None, str | None, Seat, str | None], list[Sighting]] = defaultdict(list)
    for one in person.sightings:
        for seat in one.seats:
            held[one.body.name, one.body.issuer, Seat(seat.capacity, seat.role, None), one.party].append(one)
    for (body, issuer, seat, party), sightings in held.items():
        dates = [one.date for one in sightings if one.date]
        yield model.Mandate(
            body=body, issuer=issuer, capacity=seat.capacity, role=seat.role, party=party,
            first=min(dates, default=None), last=max(dates, default=None),
            documents=len({one.document for one in sightings}),
        )  # fmt: skip


def _join(found: Join, joined: Joined, ids: dict[Person, str]) -> model.Joined:
    holder = next(person for person in joined.people if found.left in person.sightings)
    return model.Joined(
        person=ids[holder], reason=found.reason, left=_sighting(found.left), right=_sighting(found.right)
    )


def _doubt(doubt: Doubt, ids: dict[Person, str]) -> model.Doubtful:
    left, right = _selector(doubt.left), _selector(doubt.right)
    if left == right:
        left, right = (
            f"{side} @ {p.sightings[0].body}" for side, p in ((left, doubt.left), (right, doubt.right))
        )
    return model.Doubtful(
        left=ids[doubt.left], right=ids[doubt.right], reason=doubt.reason,
        same=f"same: {left} | {right}", different=f"different: {left} | {right}",
    )  # fmt: skip


def _selector(person: Person) -> str:
    party = next((one.party for one in reversed(person.sightings) if one.party), None)
    return f"{person.name} ({party})" if party else person.name


def _is_collective(case: Case) -> bool:
    """Does one diary number stand for several matters of a meeting, or for a standing point of the agenda?"""
    per_document = Counter(step.document for step in case.steps)
    return max(per_document.values()) > 1 or all(not tells(step.title or "") for step in case.steps)


def _case(case: Case) -> model.RegisterCase:
    first = case.steps[0]
    seed = "|".join(sorted(case.threads)) + (folded(first.title or "") if case.threads == ("title",) else "")
    return model.RegisterCase(
        collective=_is_collective(case),
        id="case-" + hashlib.sha256(f"{folded(str(first.body))}|{seed}".encode()).hexdigest()[:10],
        threads=list(case.threads),
        steps=[
            model.CaseStep(
                document=step.document, pointer=step.pointer, date=step.date, body=step.body.name,
                number=step.number, title=step.title, diary_numbers=list(step.diary_numbers),
                decisions=list(step.kinds),
            )
            for step in case.steps
        ],
    )  # fmt: skip
