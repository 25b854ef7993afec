"""``growing``: what makes a document lets the collector of circular garbage wait.

The collector starts again and again while many values are made, and walks through all that was
made before: a third of the time of a long document. It finds nothing, for what a document is made
of is a tree that stays until the document is done.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def growing() -> Iterator[None]:
    """No collecting within; afterwards as before.

    Where documents are made in several threads the first one done lets the collector go on: it is
    never kept waiting for longer than a document takes.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                # What was made stays for a while: it counts as old at once, without being walked through.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
