"""A gate never keeps a pattern from a text that it matches."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import regex

from protokoll_extract.text.gate import AnyOf, Gates, gated, needles

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"yrka(?:r|de)\s+bifall", {"bifall"}),
        (r"(?i:Nämnd|Styrelse)n", {"nämnd", "styrelse"}),
        (r"(?:ab|cd)?xyz+q", {"xyz"}),
        (r"[Kk]ommunens revisorer", {"kommunens revisorer"}),
        (r"(?P<x>foo)|bar", {"foo", "bar"}),
        (r"foo(?=barbar)baz", {"foo"}),
        (r"(?<=\bden )jäv\b", {"jäv"}),
        (r"a{2}bc", {"bc"}),
        (r"a\.b\-c", {"a.b-c"}),
        (r"foo|", None),
        (r"§\s?\d+", {"§"}),
        (r"#(?:[A-Z]+)", {"#"}),
        (r"\d\s?-", None),
        (r"(?:abc){0,2}", None),
        (r"[^a]+x?", None),
    ],
)
def test_needles_are_read_off_a_pattern(pattern: str, expected: set[str] | None) -> None:
    assert needles(pattern) == (frozenset(expected) if expected else None)


def test_one_look_tells_which_of_several_patterns_may_match() -> None:
    gates = Gates([gated(r"yrka\w*"), gated(r"\d"), gated(r"Bifall|avslag"), gated(r"«\w+")])
    assert gates.open("Ada Ek yrkar bifall") == [0, 1, 2]
    assert gates.open("«namn»") == [1, 3]


def _patterns() -> set[str]:
    """Every string of the vocabulary that compiles and has needles."""
    found: set[str] = set()

    def walk(node: object) -> None:
        if isinstance(node, dict):
            for key, value in node.items():
                if key not in ("example", "counter_example"):
                    walk(value)
        elif isinstance(node, list):
            for value in node:
                walk(value)
        elif isinstance(node, str) and "{" not in node.replace("\\p{", "").replace("{0,", ""):
            found.add(node)

    for path in files("protokoll_extract.vocab").joinpath("data").iterdir():
        if path.name.endswith(".toml"):
            walk(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def test_gates_let_every_match_of_the_vocabulary_through() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("*/protokoll.txt"))]
    paragraphs = sorted({line for text in texts for line in text.splitlines()})
    tried = 0
    for pattern in _patterns():
        try:
            compiled = regex.compile(pattern)
        except regex.error:
            continue
        gate = gated(pattern)
        if gate is compiled or len(pattern) < 6:
            continue
        tried += 1
        for text in paragraphs:
            assert bool(gate.search(text)) == bool(compiled.search(text)), (pattern, text)
    assert tried > 100


def test_of_many_alternatives_only_possible_ones_are_tried() -> None:
    words = AnyOf([r"(?i)\bbeslutar\b", r"\bväljs\b", r"\b[Aa]vslås\b"])
    assert words.possible("Ordföranden hälsar alla välkomna.") is None
    assert words.search("Ordföranden hälsar alla välkomna.") is None
    found = words.search("Nämnden BESLUTAR att motionen avslås.")
    assert found is not None and found.group() == "BESLUTAR"
    assert [m.group() for m in words.finditer("Motionen avslås. Bo Ek väljs.")] == ["avslås", "väljs"]
    assert words.search("VÄLJS") is None  # Only the first alternative ignores case.
