"""Pages that words of a paged source stand on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from csto_cli.model import Meeting


class Pages:
    """Where each page of a record is first named, so that the pages of words are found without a search."""

    def __init__(self, meeting: Meeting) -> None:
        """Note the page of every paragraph and note."""
        spans = [note.span for note in meeting.notes]
        for turn in meeting.turns:
            spans += [turn.span, *(part.span for part in turn.paragraphs), *(note.span for note in turn.notes)]
        known = sorted({(span.start, span.page) for span in spans if span.page is not None and span.source is None})
        self.starts = [start for start, _ in known]
        self.pages = [page for _, page in known]

    def of(self, start: int, end: int) -> str | None:
        """``2``, or ``2–3`` where a page ends in the paragraph; None where the source has no pages.

        A record says on which page each paragraph begins, so that the last page is that of what follows the words.
        """
        at = bisect_right(self.starts, start) - 1
        if at < 0:
            return None
        first = self.pages[at]
        after = bisect_left(self.starts, end)
        last = self.pages[after] if after < len(self.pages) and start > self.starts[at] else first
        return str(first) if last <= first else f"{first}–{last}"
