"""What the source says at a place, read as the record writes words out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import get_args

from csto_cli.checks import walk
from csto_cli.formats.block import fold
from csto_cli.model import AccountEntry, AccountKind, Meeting, SourceInfo, Span

READ_AT_MOST = 32
"""How many times over the source may be covered by the words that a record proves from it."""
READ_ALWAYS = 1 << 16
"""Characters that may be covered in any case, so that a short source is no trap."""
SHOWN = frozenset(get_args(AccountKind)) - {"furniture", "markup"}
"""Kinds of the account whose words a reader of the page sees as part of the record."""


def may_cover(characters: int) -> int:
    """Characters that the words proved from a source of this length may cover together."""
    return READ_AT_MOST * characters + READ_ALWAYS


@dataclass(slots=True)
class _Readable:
    """One source whose text is known; its account is used only where it is a partition."""

    text: str
    format: str
    account: list[AccountEntry]
    starts: list[int] = field(default_factory=list)
    left: int = 0
    body: int = 0
    """Offset where the front matter of a Markdown text ends."""


class Words:
    """Words at any place of a meeting's sources, where their text is known.

    What one check can read is limited to a multiple of the source's length, so that a record whose spans all cover
    the whole source does not cost more than linear time; rule C324 reports such a record.
    """

    def __init__(self, meeting: Meeting, text: str | None) -> None:
        self._sources: dict[int | None, _Readable] = {}
        for _, source, number in walk.sources(meeting):
            known = text if number is None and text is not None else source.text
            if known is not None and len(known) == source.characters:
                account = source.account if is_partition(source) else []
                starts = [entry.start for entry in account]
                budget = 2 * may_cover(len(known))
                body = _front_matter(known, source.bounds[0]) if source.format == "markdown" else 0
                self._sources[number] = _Readable(known, source.format, account, starts, budget, body)

    def at(self, span: Span, pieces: Iterable[tuple[int, int]] = ()) -> list[str] | None:
        """Words of each piece of ``span``, or of the whole where it has none; None where they cannot be known."""
        readable = self._sources.get(span.source)
        parts = list(pieces) or [(span.start, span.end)]
        if readable is None or not all(0 <= start < end <= len(readable.text) for start, end in parts):
            return None
        return self._read(readable, parts)

    def written(self, span: Span) -> list[str] | None:
        """Words of ``span`` as they are written, markup and all; None where they cannot be known."""
        readable = self._sources.get(span.source)
        if readable is None or not 0 <= span.start < span.end <= len(readable.text):
            return None
        readable.left -= span.end - span.start
        return None if readable.left < 0 else [fold(readable.text[span.start : span.end])]

    def of_kinds(self, span: Span, kinds: Collection[str]) -> list[str] | None:
        """Words of ``span`` that the account counts among ``kinds``; None where they cannot be known."""
        readable = self._sources.get(span.source)
        if readable is None or not readable.account or not 0 <= span.start < span.end <= len(readable.text):
            return None
        return self._read(readable, list(_clipped(readable, span, kinds)))

    def _read(self, readable: _Readable, parts: list[tuple[int, int]]) -> list[str] | None:
        readable.left -= sum(end - start for start, end in parts)
        if readable.left < 0:
            return None
        return [visible(readable.text[start:end], readable.format, front=start < readable.body) for start, end in parts]


def _front_matter(text: str, start: int) -> int:
    from csto_cli.formats.markdown import FRONT_MATTER

    front = FRONT_MATTER.match(text, start)
    return front.end() if front else 0


def visible(source_slice: str, form: str, *, front: bool = False) -> str:
    """Stretch of the source as display text: markup out, white space folded, invisible characters out.

    ``front`` tells that the stretch stands in the front matter of a Markdown text.
    """
    if form in ("html", "mhtml"):
        from csto_cli.formats.html import visible_text

        return fold(visible_text(source_slice))
    if form in ("tei", "akn"):
        from csto_cli.formats.xml import visible_xml

        return fold(visible_xml(source_slice))
    if form in ("markdown", "docx"):
        from csto_cli.formats.markdown import visible_markdown

        return fold(visible_markdown(source_slice, front=front))
    if form in ("convokit", "json"):
        from csto_cli.formats.json import visible_json

        return fold(visible_json(source_slice))
    if form == "subtitles":
        from csto_cli.formats.subtitles import visible_subtitles

        return visible_subtitles(source_slice)
    return fold(source_slice)


def reads(text: str, pieces: Iterable[str]) -> bool:
    """Whether ``text`` is the pieces one after the other, with at most one space where two of them meet."""
    position = 0
    for piece in filter(None, pieces):
        if position and text.startswith(" ", position):
            position += 1
        if not text.startswith(piece, position):
            return False
        position += len(piece)
    return position == len(text)


def is_partition(source: SourceInfo) -> bool:
    """Whether the account tiles its source, or its part of it."""
    end, stop = source.bounds
    for entry in source.account:
        if entry.start != end or entry.end <= entry.start:
            return False
        end = entry.end
    return end == stop <= source.characters


def _clipped(readable: _Readable, span: Span, kinds: Collection[str]) -> Iterator[tuple[int, int]]:
    """Stretches of ``span`` that the account counts among ``kinds``."""
    number = bisect_right(readable.starts, span.start) - 1
    while number < len(readable.account) and (entry := readable.account[number]).start < span.end:
        if entry.kind in kinds:
            yield max(entry.start, span.start), min(entry.end, span.end)
        number += 1
