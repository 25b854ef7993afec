"""The patterns of what may stand beside a name in an attendance list."""

from __future__ import annotations

from functools import cache

import regex

from protokoll_extract.extract.names import name_pattern
from protokoll_extract.extract.presence import presence_patterns
from protokoll_extract.text.gate import Pattern, gated
from protokoll_extract.vocab.load import table


@cache
def patterns() -> dict[str, Pattern]:
    """The patterns of what may stand beside a name."""
    data = table("attendance")
    name = name_pattern()
    words = {k: "|".join(v) for k, v in data["presence"].items() if isinstance(v, list)}
    roles = "|".join(sorted((regex.escape(w) for w in data["roles"]["words"]), key=len, reverse=True))
    suffixes = "|".join(data["roles"]["suffixes"])
    serving = data["serving"]
    seat, own = "|".join(serving["for_words"]), "|".join(serving["own"])
    negations = "|".join(data["heading_words"]["negations"])
    before = "|".join([*serving["for_words"], *serving["for_alone"]])
    on_seat = "|".join(serving["on_seat"])
    no_role = "|".join(data["roles"]["no_role"])
    return {
        "serves": gated(
            rf"(?<!\p{{L}})(?i:{before})\s+(?:(?i:{'|'.join(serving['whose'])})\s+)?"
            rf"(?P<who>{name})(?:\s*\((?P<party>\p{{L}}{{1,5}})\s*\))?"
        ),
        "serves_listed": gated(
            rf"(?<!\p{{L}})(?i:{'|'.join(serving['for_in_lists'])})\s*(?P<who>{name})"
            r"(?:\s*\((?P<party>\p{L}{1,5})\s*\))?"
        ),
        "turned": gated(
            rf"(?<!\p{{L}})(?i:{before})\s+(?P<family>\p{{Lu}}[\p{{L}}’'-]+),\s+(?P<given>\p{{Lu}}\p{{Ll}}[\p{{L}}-]*)"
            r"(?:\s*\((?P<party>\p{L}{1,5})\s*\))?"
        ),
        # "ers. för Ek", "Eks ersättare": somebody's seat, but whose it is takes a full name to say.
        "seat": gated(
            rf"(?<!\p{{L}})(?:(?i:{seat})\s+\p{{Lu}}[\p{{L}}-]+(?=\s*(?:[(,;]|$|§))|"
            rf"{name}\s+(?:{own})(?!\p{{L}})|\p{{Lu}}[\p{{L}}-]+s\s+(?:{own})(?!\p{{L}}))"
        ),
        "replaced": gated(rf"(?<!\p{{L}})(?i:{'|'.join(serving['replaced'])})"),
        "vacant": gated(
            rf"(?:(?<!\p{{L}})(?P<serves>(?i:{before}|{on_seat}))\s+)?(?:{'|'.join(serving['vacant'])})(?:\s*\(\p{{L}}{{1,5}}\s*\))?"
            rf"|(?i:{'|'.join(serving['without'])})"
        ),
        "paren": gated(
            r"\((?P<in>[^()]*)\)?|(?<=\s)/(?P<in>\p{Lu}\p{L}{0,4})/|(?<=\p{L}\s)(?P<half>\p{Lu}{1,2})\)"
        ),
        "serving": gated(
            rf"(?i)(?<!\p{{L}})(?P<not>(?:{negations})\s+)?(?:{'|'.join(serving['patterns'])})(?!\p{{L}})"
        ),
        **presence_patterns(),
        "remote": gated(rf"(?i)(?<!\p{{L}})(?:{words['remote']})"),
        "absent": gated(rf"(?i)(?<!\p{{L}})(?:{words['absent']})"),
        "did": gated(rf"(?i)(?<!\p{{L}})(?:{words['did']})"),
        "role": gated(
            rf"(?i)(?<![\p{{L}}\d])(?:(?:{'|'.join(data['roles']['before_role'])})\s+)*"
            rf"(?:{roles}|(?:\p{{L}}+t\s(?=ansvarig))?[\p{{L}}-]*(?:och\s+[\p{{L}}-]+)?(?:{suffixes}))(?![\p{{L}}])"
        ),
        # A role before the name, also in its definite form: "förvaltningschefen Bo Ek".
        "title": gated(
            rf"(?i:(?:(?:{'|'.join(data['roles']['before_role'])})\s+)*"
            rf"(?:{roles}|[\p{{L}}-]*(?:\s?och\s+[\p{{L}}-]+)?(?:{suffixes}))(?:e?n)?(?:\s\d)?)(?=\s+\p{{Lu}})"
        ),
        "rights": gated(rf"(?i){data['roles']['rights']}"),
        # A role that no list names: a few words in small letters.
        "phrase": gated(
            rf"(?!(?:{no_role})(?!\p{{L}}))(?=.*\p{{L}}{{5}})"
            r"\p{Ll}[\p{Ll}/-]*"
            rf"(?: (?!(?:{no_role})(?!\p{{L}}))(?:[\p{{Ll}}/-]+|\p{{Lu}}{{2,}}-\p{{Ll}}+)){{0,3}}"
        ),
    }


def is_role(text: str) -> bool:
    """Is the text a role and nothing else, by the list of roles?"""
    return bool(patterns()["role"].fullmatch(text))
