"""References to reports and bills of the state (SOU, Ds, prop.) and to acts of the European Union."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from protokoll_extract.extract.finding import Tree, Value, derived, matched, stated
from protokoll_extract.extract.references import words_pattern
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.text.view import View
from protokoll_extract.vocab.load import table

_AND = r"(?:\s?,\s|\s(?:och|samt|resp\.?)\s)"


def reference(kind: str, raw: Value, value: Value | None, **more: Value | None) -> Tree:
    """A reference with every key of the contract."""
    return {
        "kind": derived(kind, raw.spans, "reference.kind"),
        "raw": raw,
        "value": value,
        "sfs": None,
        "chapter": None,
        "section": None,
        **more,
    }


@cache
def _reports() -> tuple[tuple[str, str, Pattern], ...]:
    out = []
    for entry in table("references")["report"]:
        words, number = words_pattern(entry["words"]), entry["number"]
        pattern = gated(
            rf"(?<![\p{{L}}\d])(?P<label>{words})\s+(?P<number>{number})(?!\d)(?:{_AND}(?P<number>{number})(?!\d))*"
        )
        out.append((entry["kind"], entry["words"][0], pattern))
    return tuple(out)


def find_reports(view: View) -> Iterator[Tree]:
    """ "SOU 2031:17 och 2031:18" is two reports; the first is quoted with its label."""
    for kind, label, pattern in _reports():
        for match in pattern.finditer(view.text):
            for i, (start, end) in enumerate(match.spans("number")):
                raw = stated(view, match.start("label") if i == 0 else start, end, kind)
                number = stated(view, start, end, kind)
                spans = (*view.spans(*match.span("label")), *number.spans)
                value = derived(f"{label} {number.value}", spans, f"{kind}.normal")
                yield reference(kind, raw, value, number=number)


@cache
def _eu_act() -> Pattern:
    words = words_pattern(word for entry in table("references")["eu_act"] for word in entry["words"])
    union = r"E(?:U|G|EG)(?:,\s?Euratom)?"
    return gated(
        rf"""(?<![\p{{L}}])(?:(?i:artikel|art\.)\s+(?P<article>\d{{1,3}}(?:\.\d{{1,2}})?)\s+i\s+(?:\p{{L}}+\s+){{0,4}}?)?
        (?:(?P<name>(?i:{words}))\s+(?:av\s+den\s+\d[^()]{{4,30}}\s)?)?
        (?:\((?P<union>{union})\)\s*(?:nr\s*)?(?P<number>\d{{1,4}}/\d{{2,4}})(?!\d)
          | (?P<number>(?:19|20)\d\d/\d{{1,4}})/(?P<union>{union})(?!\p{{L}}))""",
        regex.VERBOSE,
    )


def find_eu_acts(view: View) -> Iterator[Tree]:
    """ "artikel 6 i förordning (EU) 2031/679", "direktiv 2031/24/EU"."""
    if "EU" not in view.text and "EG" not in view.text:
        return
    for match in _eu_act().finditer(view.text):
        raw = matched(view, match, 0, "eu_act")
        union = "EU" if match["union"].startswith("EU") else match["union"].split(",")[0]
        number = matched(view, match, "number", "eu_act")
        value = derived(f"({union}) {number.value}", raw.spans, "eu_act.normal")
        name = matched(view, match, "name", "eu_act") if match["name"] else None
        article = matched(view, match, "article", "eu_act") if match["article"] else None
        yield {**reference("eu_act", raw, value, number=number, name=name), "section": article}
