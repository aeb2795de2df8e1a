"""The account: every character of the source is counted once, and the source is the one that was read."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator

from csto_cli.checks import walk
from csto_cli.checks.rule import Found, rule
from csto_cli.checks.words import is_partition
from csto_cli.model import AccountEntry, Meeting, Paragraph

PARSE_AGAIN = "parse the raw record again; an account is never written by hand"


@rule("C301", "error", PARSE_AGAIN)
def is_no_partition(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Account leaves a gap, overlaps, or does not end with the source.

    The account says of every character of the source what it is. Its entries must follow each other without gap or
    overlap from 0 to the number of characters (of a file that holds several records, over this one's part of it);
    otherwise something was lost or counted twice, and the record cannot rebuild its source. Parse the raw record again;
    where that does not help, it is a bug in csto worth reporting.
    """
    for name, source, _ in walk.sources(meeting):
        end, stop = source.bounds
        for entry in source.account:
            if entry.start != end:
                wrong = "leaves a gap" if entry.start > end else "overlaps"
                yield f"the account of {name} {wrong}: {entry.kind} starts at {entry.start}, expected {end}", None
            end = max(entry.end, entry.start)
        if end != stop or stop > source.characters:
            yield f"the account of {name} ends at {end} of {min(stop, source.characters)} characters", None


@rule("C302", "error", PARSE_AGAIN)
def has_empty_entry(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Account has an entry that covers nothing.

    An entry of the account covers at least one character. An empty one, or one that ends before it starts, says
    nothing about the source and hides a mistake. Parse the raw record again.
    """
    for name, source, _ in walk.sources(meeting):
        for entry in source.account:
            if entry.end <= entry.start:
                yield f"the account of {name} has an empty {entry.kind} at {entry.start}..{entry.end}", None


@rule("C307", "error", "give the very file that the record was read from, in the same encoding")
def is_another_source(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Source text is not the one that the record was read from.

    The record keeps the hash (SHA-256) and the length of the text that it was read from. Where the text at hand has
    others, its offsets mean nothing: nothing can be cited from it, and nothing is proved. Look for the file that was
    parsed, or parse this one again. A changed line end or another encoding is enough to make another text.
    """
    for name, source, number in walk.sources(meeting):
        known = text if number is None and text is not None else source.text
        if known is None:
            continue
        if len(known) != source.characters:
            yield f"{name} has {len(known)} characters, the record says {source.characters}", None
        elif hashlib.sha256(known.encode("utf-8", "surrogatepass")).hexdigest() != source.text_sha256:
            yield f"the text of {name} has another hash than the record says", None


@rule("C415", "warning", PARSE_AGAIN)
def differs_from_turns(meeting: Meeting, _text: str | None) -> Iterator[Found]:
    """Account and the turns disagree about what was said.

    Each paragraph of a turn stands where the account counts a paragraph, and what the account counts as a paragraph
    belongs to a turn. Otherwise words were lost between the two, or words that nobody said stand in a turn. Read the
    place in the source. Records without turns are left alone.
    """
    if not meeting.turns or not is_partition(meeting.source):
        return
    account = meeting.source.account
    starts = [entry.start for entry in account]
    said = [
        (name, p) for name, p in walk.paragraphs(meeting) if p.span.source is None and walk.is_inside(meeting, p.span)
    ]
    for name, paragraph in said:
        entry = account[bisect_right(starts, _first_offset(paragraph, meeting.source.characters)) - 1]
        if entry.kind != "paragraph":
            yield f"{name} stands where the account counts {entry.kind}", paragraph.span
    yield from _unsaid(account, [paragraph for _, paragraph in said])


def _first_offset(paragraph: Paragraph, characters: int) -> int:
    start = paragraph.pieces[0][0] if paragraph.pieces else paragraph.span.start
    return start if 0 <= start < characters else paragraph.span.start


def _unsaid(account: list[AccountEntry], said: list[Paragraph]) -> Iterator[Found]:
    """Paragraphs of the account that lie in no paragraph of a turn."""
    hulls = sorted((paragraph.span.start, paragraph.span.end) for paragraph in said)
    starts = [start for start, _ in hulls]
    for entry in account:
        if entry.kind == "paragraph":
            number = bisect_right(starts, entry.start) - 1
            if number < 0 or hulls[number][1] <= entry.start:
                yield f"the account counts a paragraph at {entry.start}..{entry.end} that no turn has", None


@rule("C416", "info", "give the text with --source FILE, or parse with --embed-source")
def has_no_source_text(meeting: Meeting, text: str | None) -> Iterator[Found]:
    """Source text is not at hand, so words and hashes were not proved.

    A record that does not embed its source can be checked only in itself: references, order, dates. Give the text
    that it was read from with `--source FILE`, or parse with `--embed-source`, and every word is proved again.
    """
    for name, source, number in walk.sources(meeting):
        if source.text is None and (text is None or number is not None):
            yield f"the text of {name} is not at hand: its words and hash were not proved", None
