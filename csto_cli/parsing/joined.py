"""One record over several files: a page saved page by page, a volume in parts, the days of a meeting.

The files are put end to end, as ``cat`` does, and read as one text: one account tiles it, offsets and lines count in
it, and a turn that goes on in the next file is one turn. What each file says in its head and foot is known from reading
it as a record of its own; a later file's head, and the foot of any file but the last, are taken out before the whole
is read, and keep their kinds in the account. So they are nobody's words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from csto_cli.errors import UsageError
from csto_cli.formats.block import Block, Passage, fold, slice_block
from csto_cli.formats.reading import Reading
from csto_cli.parsing.account import Stretch
from csto_cli.parsing.draft import Draft, Fact, Problem
from csto_cli.parsing.heads import Opening, opening
from csto_cli.parsing.supplement import count_from
from csto_cli.parsing.values import body_that_met
from csto_cli.source import Source

SPOKEN = ("label", "paragraph")
FURNITURE = ("footer", "furniture", "separator")
"""Kinds of what is nobody's words, whatever it says."""
SENTENCES = re.compile(r"[.!?…][”»\")]?\s+[“«\"(]?[A-ZА-ЯЁ]")
NUMBERS = re.compile(r"\d+")
LONGEST_TITLE, LONGEST_FOOT = 300, 80
FEWEST_KEPT = 0.9
"""Part of a file's own labels that are to be labels of the whole too; few may be told otherwise by what is around."""
TELLING = 12
"""Characters from which on words are no accident."""


class FileRead(NamedTuple):
    """One of the files: its text, its blocks, and what it is as a record of its own."""

    source: Source
    reading: Reading
    draft: Draft


@dataclass(slots=True)
class Joined:
    """Several files as one text; ``taken`` is what their heads and feet say, ``told`` what new ones tell of a day."""

    files: Sequence[FileRead]
    source: Source
    reading: Reading
    bases: list[int]
    taken: list[Stretch] = field(default_factory=list)
    told: list[Passage] = field(default_factory=list)

    def as_json(self) -> list[dict[str, Any]]:
        """The files, for the record's ``source``."""
        places = [self.source.line_column(base) for base in self.bases]
        return [
            {
                "path": file.source.path, "sha256": file.source.sha256, "text_sha256": file.source.text_sha256,
                "encoding": file.source.encoding, "characters": len(file.source.text), "start": base,
                "line": line, "column": column,
            }
            for file, base, (line, column) in zip(self.files, self.bases, places, strict=True)
        ]  # fmt: skip


def join(files: Sequence[FileRead], sha256: str) -> Joined:
    """The files as one text, whose bytes have the hash ``sha256``. Raises ``UsageError`` for what cannot be joined."""
    for file in files:
        reading = file.reading
        if any((reading.tree, reading.conversation, reading.transcript, file.draft.registered)):
            raise UsageError(
                f"{file.source.name}: this says itself where it ends, and cannot go on in another file",
                hint="leave --one-meeting out, and read the files one by one",
            )
    bases = [sum(len(file.source.text) for file in files[:number]) for number in range(len(files))]
    joined = Joined(files, _source(files, bases, sha256), files[0].reading, bases)
    first = opening(files[0].draft)
    text = files[0].source.text
    known = "\n".join(["", *(fold(text[start:end]) for start, end, _ in _head(files[0])), ""])
    labels: set[str] = set()
    feet = list(_numbered_feet(files))
    for number, file in enumerate(files):
        taken = list(_later_head(file, first, known, labels)) if number else []
        taken += _foot(file, known) if number < len(files) - 1 else []
        told = [*taken, *(stretch for stretch in _stretches(file.draft) if stretch.kind in FURNITURE)]
        taken += [foot for foot in feet[number] if not any(s.start < foot.end and foot.start < s.end for s in told)]
        labels |= {turn.candidate.label for turn in file.draft.turns if turn.candidate is not None}
        _take_out(joined, file, bases[number], taken)
    joined.reading = _reading([file.reading for file in files], bases)
    return joined


def _source(files: Sequence[FileRead], bases: Sequence[int], sha256: str) -> Source:
    sources = list(zip((file.source for file in files), bases, strict=True))
    return replace(
        files[0].source, text="".join(source.text for source, _ in sources), sha256=sha256,
        replaced=tuple(base + offset for source, base in sources for offset in source.replaced),
        is_bytes=all(source.is_bytes for source, _ in sources),
        pages=tuple(base + offset for source, base in sources for offset in source.pages),
        guessed_encoding=any(source.guessed_encoding for source, _ in sources),
    )  # fmt: skip


def _head(file: FileRead, labels: Collection[str] = ()) -> list[Stretch]:
    """What stands before the first words that somebody says; in a file without any, all of it.

    ``labels`` are those of earlier files: where one stands with its colon, somebody speaks.
    """
    text = file.source.text
    starts = [stretch.start for stretch in file.draft.stretches if stretch.kind in SPOKEN]
    starts += [at for label in labels if (at := text.find(f"{label}:")) >= 0]
    first = min(starts, default=len(text))
    return sorted(stretch for stretch in _stretches(file.draft) if stretch.end <= first)


def _stretches(draft: Draft) -> Iterator[Stretch]:
    """What a draft claims, and what it hides outside of that."""
    yield from draft.stretches
    for start, end in draft.hidden:
        if not any(stretch.start < end and start < stretch.end for stretch in draft.stretches):
            yield Stretch(start, end, "furniture")


def _foot(file: FileRead, known: str) -> Iterator[Stretch]:
    """What stands after the last words that somebody says, and is nobody's: the page's foot, the dateline again."""
    stretches = file.draft.stretches
    last = max(
        (stretch.end for stretch in stretches if stretch.kind in (*SPOKEN, "note")), default=len(file.source.text)
    )
    for stretch in stretches:
        again = stretch.kind == "dateline" and _is_known(file, stretch, known)
        if stretch.start >= last and (stretch.kind in FURNITURE or again):
            yield stretch


def _numbered_feet(files: Sequence[FileRead]) -> Iterator[list[Stretch]]:
    """Of each file the last blocks, as far as all files end with the same, numbers aside: ``page 1 of 3``.

    A sentence and what is labelled is said, however often.
    """
    shown = [[block for block in file.reading.blocks if block.kind != "furniture"] for file in files]
    count = 0
    for last in zip(*map(reversed, shown), strict=False):
        texts = {NUMBERS.sub("0", block.text) for block in last}
        said = last[0].text.endswith((*".!?…:;", "。")) or ": " in last[0].text or len(last[0].text) > LONGEST_FOOT
        if len(texts) > 1 or said or not NUMBERS.search(last[0].text):
            break
        count += 1
    for blocks in shown:
        yield [Stretch(*block.span(), "footer") for block in (blocks[-count:] if count else [])]


def _later_head(file: FileRead, first: Opening, known: str, labels: Collection[str]) -> Iterator[Stretch]:
    """What of a later file's head is no words of who spoke last.

    That is what the first file's head says too, and where the file has a head of its own, with a title that is known
    or a date: furniture, title and date, and all of it where the day is another. What is left goes on with the last
    turn.
    """
    told = opening(file.draft)
    head = _head(file, labels)
    titles = [stretch for stretch in head if stretch.kind == "title"]
    dated = any(_is_title(file, title) for title in titles) and _holds(head, told.date)
    headed = dated or any(_is_known(file, title, known) for title in titles)
    another_day = dated and told.told[1] != first.told[1]
    for stretch in head:
        of_head = headed and (stretch.kind in (*FURNITURE, "title", "dateline") or another_day)
        if of_head or _is_known(file, stretch, known):
            yield stretch
        elif not headed:
            return  # what comes again further on may be said as well


def _is_title(file: FileRead, stretch: Stretch) -> bool:
    """Whether words are no more than a title: short, and not several sentences."""
    words = file.source.text[stretch.start : stretch.end]
    return len(words) <= LONGEST_TITLE and len(SENTENCES.findall(words)) <= 1


def _holds(head: Sequence[Stretch], place: tuple[int, int] | None) -> bool:
    """Whether a place stands in a head."""
    return place is not None and any(stretch.start <= place[0] and place[1] <= stretch.end for stretch in head)


def _is_known(file: FileRead, stretch: Stretch, known: str) -> bool:
    """Whether the words of a stretch stand in the first file's head too."""
    words = fold(file.source.text[stretch.start : stretch.end])
    return f"\n{words}\n" in known or (len(words) >= TELLING and words in known)


def _take_out(joined: Joined, file: FileRead, base: int, taken: Sequence[Stretch]) -> None:
    """Take stretches out of the blocks of a file, and enter them with offsets of the whole text."""
    reading = file.reading
    kept = {id(line): list(_cut(line, taken)) for line in (*reading.blocks, *reading.lines)}
    told = [(block, s) for s in taken if s.kind == "intro" for block in reading.blocks if _lies_in(block, s)]
    reading.blocks = [part for block in reading.blocks for part in kept[id(block)]]
    reading.lines = [part for line in reading.lines for part in kept[id(line)]]
    extra = Reading([block for block, _ in told if block not in reading.blocks])
    count_from(reading, base)
    count_from(extra, base)
    joined.told += [Passage(block, 0, len(block.text)) for block in extra.blocks] if base else []
    joined.taken += [Stretch(base + start, base + end, kind) for start, end, kind in taken]


def _lies_in(block: Block, stretch: Stretch) -> bool:
    start, end = block.span()
    return stretch.start <= start and end <= stretch.end


def _cut(block: Block, taken: Sequence[Stretch]) -> Iterator[Block]:
    """The parts of a block outside the stretches: most often the block itself, or nothing."""
    start, end = block.span()
    near = [stretch for stretch in taken if stretch.start < end and start < stretch.end]
    if not near:
        yield block
        return
    position = 0
    for stretch in sorted(near):
        part = slice_block(block, position, _shown_from(block, stretch.start))
        if part is not None:
            yield part
        position = _shown_from(block, stretch.end)
    part = slice_block(block, position, len(block.text))
    if part is not None:
        yield part


def _shown_from(block: Block, offset: int) -> int:
    """The first display offset of a block whose character stands at an offset of the source, or behind it."""
    at = bisect_right([chunk.source for chunk in block.chunks], offset) - 1
    if at < 0:
        return 0
    chunk = block.chunks[at]
    within = offset - chunk.source
    if within >= chunk.width:
        return min(chunk.display + chunk.length, len(block.text))
    return chunk.display + (within if chunk.length == chunk.width else 0)


def _reading(readings: Sequence[Reading], bases: Sequence[int]) -> Reading:
    """The readings of the files, whose blocks count in the whole text already, as one."""
    both = list(zip(readings, bases, strict=True))
    return replace(
        readings[0],
        blocks=[block for reading in readings for block in reading.blocks],
        lines=[line for reading in readings for line in reading.lines],
        hidden=[hidden for reading in readings for hidden in reading.hidden],
        marks=[(base + start, base + end) for reading, base in both for start, end in reading.marks],
        times=[time._replace(offset=base + time.offset) for reading, base in both for time in reading.times],
        frames=[f._replace(start=base + f.start, end=base + f.end) for reading, base in both for f in reading.frames],
        cut_off=next((base + reading.cut_off for reading, base in both if reading.cut_off is not None), None),
        marks_labels=any(reading.marks_labels for reading in readings),
    )  # fmt: skip


def settle_joined(joined: Joined, draft: Draft) -> None:
    """Enter into the draft of the whole text what the files' heads and feet say, and what was concluded of them."""
    crossed = [s for s in joined.taken if any(d.start < s.end and s.start < d.end for d in draft.stretches)]
    draft.stretches += [stretch for stretch in joined.taken if stretch not in crossed]
    holes = [(start, end) for start, end, _ in crossed]
    draft.hidden += holes
    for turn in draft.turns:
        for paragraph in turn.paragraphs if holes else ():
            start, end = paragraph.block.span()
            inside = {hole for hole in holes if start <= hole[0] and hole[1] <= end}
            paragraph.block.hidden = tuple(sorted({*paragraph.block.hidden, *inside}))
    draft.narrative += joined.told
    _last_day(joined, draft)
    draft.problems += _doubts(joined, draft)


def _last_day(joined: Joined, draft: Draft) -> None:
    """The last day that a later file is dated, where it is after the first."""
    for file, base in zip(joined.files[1:], joined.bases[1:], strict=True):
        for name in ("date", "end_date"):
            fact = file.draft.facts.get(name)
            first, last = draft.facts.get("date"), draft.facts.get("end_date")
            if fact is None or first is None or fact.value <= (last or first).value:
                continue
            words = [w._replace(start=base + w.start, end=base + w.end, basis="inferred") for w in fact.words]
            draft.facts["end_date"] = Fact(fact.value, words)


def _doubts(joined: Joined, draft: Draft) -> Iterator[Problem]:
    first = joined.files[0]
    for number, (file, base) in enumerate(zip(joined.files[1:], joined.bases[1:], strict=True), start=2):
        yield from _goes_on(number, file, base, draft)
        yield from _lost(number, file, base, draft)
        yield from _contradicts(number, first, file, base)


def _goes_on(number: int, file: FileRead, base: int, draft: Draft) -> Iterator[Problem]:
    """Words before a file's first label were given to who spoke last."""
    label = opening(file.draft).label
    first = next((turn.candidate for turn in file.draft.turns if turn.candidate is not None), None)
    stop = base + (first.block.span(first.start, first.end)[0] if first is not None else len(file.source.text))
    stop = base + label if label is not None else stop
    for turn in draft.turns:
        for paragraph in turn.paragraphs:
            start, end = paragraph.block.span(paragraph.start, paragraph.end)
            if base <= start < stop:
                who = repr(turn.candidate.label[:80]) if turn.candidate is not None else "nobody who is named"
                message = f"the words before the first label of file {number} go on with what is said by {who}"
                yield Problem("C136", "info", message, start, end, "compare with the end of the file before")
                return


def _lost(number: int, file: FileRead, base: int, draft: Draft) -> Iterator[Problem]:
    """A file that by itself has turns has far fewer as a part of the whole: its family takes it for an annex."""
    own = sum(turn.candidate is not None for turn in file.draft.turns)
    end = base + len(file.source.text)
    labels = [turn.candidate for turn in draft.turns if turn.candidate is not None]
    kept = sum(base <= label.block.span(label.start, label.end)[0] < end for label in labels)
    if kept < own * FEWEST_KEPT:
        message = (
            f"by itself file {number} has {own} labels, as a part of the whole {kept}: its words are no turns here"
        )
        yield Problem("C138", "warning", message, base, end, "read the files one by one, without --one-meeting")


def _contradicts(number: int, first: FileRead, file: FileRead, base: int) -> Iterator[Problem]:
    """A later file names another body, another title on the same day, or an earlier day."""
    one, other = opening(first.draft), opening(file.draft)
    bodies = [found[0]["name"] if (found := body_that_met(f.draft)) is not None else None for f in (first, file)]
    said: list[tuple[str, str, tuple[int, int] | None]] = []
    if all(bodies) and bodies[0] != bodies[1]:
        said.append((f"the body {bodies[0]!r}", f"{bodies[1]!r}", other.title))
    elif other.date is not None and one.told[1] == other.told[1] and one.told[0] != other.told[0]:
        said.append((f"the title {one.told[0][:80]!r}", f"{other.told[0][:80]!r}", other.title))
    if one.told[1] and other.told[1] and other.told[1] < one.told[1]:
        said.append((f"the day {one.told[1]}", other.told[1], other.date))
    for before, after, place in said:
        start, end = place or (0, 1)
        message = f"the first file has {before}, file {number} {after}"
        yield Problem("C137", "warning", message, base + start, base + end, "are they of one meeting, and in order?")
