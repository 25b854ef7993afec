"""Which parts of a web page are menus, banners, heads and feet: told by element, role and name."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import regex

from protokoll_extract.vocab.load import table

_ELEMENTS = frozenset({"nav", "aside", "footer", "form"})
# Words of a name: parted by signs, or by a capital ("pageFooter").
_WORD = regex.compile(r"\p{Lu}?\p{Ll}+|\p{Lu}+")


def is_chrome(element: Any, page: int) -> bool:
    """No part of the document on the page? ``page``: how many characters the page has."""
    if element.tag == "header":  # The head of a site, not that of a document.
        return next(element.iter("nav", "form"), None) is not None
    if element.tag in _ELEMENTS or element.get("role") in _vocab("roles"):
        return True
    named = is_chrome_name(element.get("class", "")) or is_chrome_name(element.get("id", ""))
    return named and len("".join(element.itertext())) <= table("web_pages")["chrome"]["most"] * page


def is_chrome_name(name: str) -> bool:
    """Does a class or an id name such a part?"""
    for part in name.split():
        words = [word.casefold() for word in _WORD.findall(part)]
        if not _vocab("words").isdisjoint(words):
            return True
        if any(f"{a} {b}" in _vocab("pairs") for a, b in pairwise(words)):
            return True
    return False


@cache
def _vocab(key: str) -> frozenset[str]:
    return frozenset(table("web_pages")["chrome"][key])
