"""The options that say what personal data an output may hold, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, overload

import click

if TYPE_CHECKING:
    from protokoll_extract.model.protokoll import Protokoll


class Guard(Protocol):
    """What each document passes on its way out, with its canonical text where that is at hand."""

    @overload
    def __call__(self, document: Protokoll, text: str) -> tuple[Protokoll, str]: ...
    @overload
    def __call__(self, document: Protokoll, text: None) -> tuple[Protokoll, None]: ...


_PII = click.option(
    "--pii",
    type=click.Choice(["mask", "keep"]),
    default="mask",
    show_default=True,
    envvar="PROTOKOLL_PII",
    help="Birth numbers, phone, e-mail, addresses, private persons: as blocks, or as printed.",
)
takedown_option = click.option(
    "--takedown",
    metavar="FILE",
    envvar="PROTOKOLL_TAKEDOWN",
    help="A list of people to mask and documents to hold back ('person: First Last', 'document: ID').",
)


def privacy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--pii`` and ``--takedown``; also from PROTOKOLL_PII and PROTOKOLL_TAKEDOWN."""
    return _PII(takedown_option(command))


def guard_of(pii: str, takedown: str | None) -> Guard:
    """The guard that the options ask for; it refuses documents on the takedown list.

    Raises:
        InputError: the takedown list cannot be read.
    """
    from protokoll_extract.export.privacy import protection

    return protection(pii, takedown)
