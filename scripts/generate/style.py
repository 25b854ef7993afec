"""A style: the choices a clerk's template makes. All of them stand in ``data/styles.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from generate.names import table


@dataclass(frozen=True, slots=True)
class Style:
    name: str
    split: str
    bodies: tuple[str, ...]
    producer: str = "html"
    # the head
    head: str = "labels"
    opening: str = "issuer-body-title"
    title: str = "Sammanträdesprotokoll"
    fields: tuple[str, ...] = ("date", "place_time", "range", "adjusters", "adjustment", "secretary")
    labels: Mapping[str, str] = field(default_factory=dict)
    date: str = "iso"
    time: str = "kl {a}-{b}"
    clock: str = ":"
    range: str = "§§ {a}-{b}"
    names: str = "party"
    notice: str = ""
    intro: str = ""
    # attendance
    roll: str = "lines"
    roll_at: str = "front"
    row: str = "{name} ({party}), {role}"
    groups: Mapping[str, str] = field(default_factory=dict)
    stands_in: str = "ersätter {name} ({party})"
    presence: str = "range"
    wording: str = "present"
    # paragraphs
    heading: str = "§ {n} {title}"
    upper: bool = False
    diary: str = "{P} {y}/{n:05d}"
    order: tuple[str, ...] = (
        "background",
        "papers",
        "motions",
        "course",
        "vote",
        "decision",
        "dissent",
        "recipients",
    )
    sections: str = "plain"
    decision: str = "numbered"
    lead: str = "{Body} beslutar följande."
    higher: str = "{Body} föreslår att {higher} beslutar följande."
    vote: str = "prose"
    end_rule: str = ""
    new_page: bool = False
    # around the text
    contents: str = ""
    contents_title: str = "Innehållsförteckning"
    contents_heading: str = "§ {n} {title}"
    signatures: str = ""
    running: str = ""
    page: str = ""
    foot: str = ""
    odd: tuple[str, ...] = ()
    # type
    font: str = "serif"
    size: float = 10.5
    margin: str = "25mm 25mm 25mm 30mm"
    hyphens: bool = False
    # the pasted text
    wrap: int = 0
    furniture: bool = False
    blank_lines: bool = True

    def lists(self, group: str) -> bool:
        """Whether the attendance list has a group of these people."""
        return not self.groups or group in self.groups


def _made(name: str, spec: Mapping[str, Any]) -> Style:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in spec.items()}
    return Style(name=name, **values)


@cache
def styles() -> dict[str, Style]:
    """All styles by name; a style may begin ``like`` another one."""
    specs: dict[str, dict[str, Any]] = table("styles")
    found: dict[str, Style] = {}
    for name, spec in specs.items():
        base = dict(specs[spec["like"]]) if "like" in spec else {}
        merged = {**base, **spec}
        merged.pop("like", None)
        found[name] = _made(name, merged)
    return found


def chosen(which: str) -> list[Style]:
    """The styles of a split, or the one style of that name, or all."""
    every = styles()
    if which in every:
        return [every[which]]
    return [style for style in every.values() if which in ("all", style.split)]
