"""Pairs of paragraphs for translators' tools, as a translation memory (TMX 1.4b)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from csto_cli.model import Meeting
from csto_cli.query.alignment import AlignedRow
from csto_cli.version import VERSION
from csto_cli.writers.escape import xml


def tmx(other: Meeting, meeting: Meeting, rows: Sequence[AlignedRow]) -> Iterator[str]:
    """A unit for each pair that has words on both sides; what stands on one side only has no place in a memory."""
    languages = [one.language or "und" for one in (meeting, other)]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<tmx version="1.4">'
    yield (
        f'<header creationtool="csto" creationtoolversion="{VERSION}" segtype="paragraph" o-tmf="csto" adminlang="en" '
        f'srclang="{xml(languages[0])}" datatype="plaintext"/>'
    )
    yield "<body>"
    for number, row in enumerate(rows):
        if row.first is None or row.second is None:
            continue
        yield f'<tu tuid="{number}"><prop type="x-score">{row.score:.3f}</prop>'
        for language, text in zip(languages, (row.first, row.second), strict=True):
            yield f'<tuv xml:lang="{xml(language)}"><seg>{xml(text)}</seg></tuv>'
        yield "</tu>"
    yield "</body>\n</tmx>"
