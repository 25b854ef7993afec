"""Places of the text that name somebody or something already."""

from __future__ import annotations

from collections.abc import Iterable

from protokoll_extract.text.span import Span


class Taken:
    """Places that name an organisation already."""

    def __init__(self, places: Iterable[tuple[Span, ...]]) -> None:
        self._spans: dict[int, list[Span]] = {}
        for spans in places:
            self.add(spans)

    def add(self, spans: tuple[Span, ...]) -> None:
        for span in spans:
            for block in range(span.start // 256, span.end // 256 + 1):
                self._spans.setdefault(block, []).append(span)

    def holds(self, spans: tuple[Span, ...]) -> bool:
        return any(
            other.overlaps(span)
            for span in spans
            for block in range(span.start // 256, span.end // 256 + 1)
            for other in self._spans.get(block, ())
        )
