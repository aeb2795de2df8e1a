"""Transcripts in JSON: who speaks is named by the objects; stretches that a recogniser cut are one turn of a speaker.

A recogniser that tells voices apart numbers them (``SPEAKER_01``, ``A``): such a mark, and the address of an outlet, is
nobody's name. Sources of the forms: ``data/json_transcript_keys.csv``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from csto_cli.conventions.registered import is_date
from csto_cli.errors import NotRecognisedError
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Chunk, Passage, join_blocks, tidy
from csto_cli.formats.json import Node, string_blocks
from csto_cli.formats.reading import Reading
from csto_cli.formats.subtitles import ENDS, LONGEST_PARAGRAPH, PAUSE
from csto_cli.formats.transcript_json import Segment, Transcript
from csto_cli.parsing.account import Stretch
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, DraftTurn, Fact, Problem
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, read_label
from csto_cli.parsing.notes import find_notes
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "speech-json"
SURE = 9
"""Score of a label that the packing sets apart."""
NUMBERED = pattern(
    r"(?i:(?:spk|speaker|voice|person|channel|participant|guest)?[\s_:#-]*\d{1,4}"
    r"|(?:spk|speaker|voice|person|channel|participant|guest)[\s_:#-]*[a-z]|[a-z]|unknown)"
)
ADDRESS = pattern(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?")


def sniff(source: Source, reading: Reading) -> Sniff:
    """Whatever is packed as a transcript in JSON."""
    return Sniff(0.97, ("objects with words and speakers",)) if reading.transcript is not None else Sniff(0.0)


def read(source: Source, reading: Reading) -> Draft:
    """Read a transcript. Raises ``NotRecognisedError`` for any other source."""
    if reading.transcript is None:
        raise NotRecognisedError(f"{source.name}: this is no transcript in JSON", hint="leave --convention out")
    draft = Draft(NAME, hidden=reading.hidden, keeps_case=True)
    _facts(source, reading, reading.transcript, draft)
    speeches = _Speeches(source.text, draft)
    for segment in reading.transcript.segments:
        speeches.add(segment)
    speeches.close()
    nameless = [turn for turn in draft.turns if turn.candidate is None]
    if nameless:
        start, end = nameless[0].paragraphs[0].block.span()
        count = len(nameless)
        some = "a turn names no speaker" if count == 1 else f"{count} turns name no speaker"
        many = "no speaker is named" if count == len(draft.turns) else some
        told = f"this is a recogniser's transcript, and {many}" if reading.times else f"in this transcript {many}"
        draft.problems.append(Problem("C120", "warning", told, start, end, "see the recording"))
    return draft


def _facts(source: Source, reading: Reading, transcript: Transcript, draft: Draft) -> None:
    """Title, date, place, address and language, where the object around the turns tells them."""
    blocks = string_blocks(source.text, transcript.told("title"))
    if blocks:
        title = join_blocks(blocks)
        draft.title = Passage(title, 0, len(title.text))
        draft.facts["title"] = Fact("", [words_at(title, 0, len(title.text))])
        draft.claim(title, "title")
    for name in ("date", "place"):
        blocks = string_blocks(source.text, transcript.told(name))
        block = join_blocks(blocks) if blocks else None
        length = len("2020-12-31") if name == "date" else None
        if block is not None and (name != "date" or is_date(block.text[:length])):
            draft.facts[name] = Fact(tidy(block.text[:length]), [words_at(block, 0, len(block.text[:length]))])
            draft.claim(block, "dateline")
    address = transcript.told("address").text
    if address.startswith(("http://", "https://")):
        reading.address = address
    language = transcript.told("language").text.partition("-")[0].partition("_")[0].lower()
    draft.language = language if len(language) == len("en") else None


class _Speeches:
    """Turns, put together stretch by stretch."""

    def __init__(self, text: str, draft: Draft) -> None:
        self.text, self.draft = text, draft
        self.last: Segment | None = None
        self.parts: list[Block] = []

    def add(self, segment: Segment) -> None:
        """Go on with the turn where a recogniser cut one, else open another; each blank line begins a paragraph."""
        last = self.last
        if last is None or segment.begins is None or segment.speaker.value != last.speaker.value:
            self.close()
            self._open(segment)
        elif self._is_over(segment, last):
            self.close()
        for number, block in enumerate(string_blocks(self.text, segment.text)):
            if number:
                self.close()
            self.parts.append(block)
        self.last = segment

    def _is_over(self, segment: Segment, last: Segment) -> bool:
        """Does another paragraph begin, after a sentence's end and a pause, as in captions?"""
        if not self.parts or not ENDS.search(self.parts[-1].text):
            return False
        paused = (segment.begins or 0) - (last.stops or 0) >= PAUSE
        return paused or self.parts[-1].span()[1] - self.parts[0].span()[0] >= LONGEST_PARAGRAPH

    def close(self) -> None:
        """End the paragraph: what stands between its parts is markup, or says who speaks."""
        if not self.parts:
            return
        spans = [part.span() for part in self.parts]
        gaps = [(a, b) for (_, a), (b, _) in pairwise(spans)]
        self._paragraph(join_blocks(self.parts, gaps) if gaps else self.parts[0], spans)
        self.parts = []

    def _paragraph(self, block: Block, spans: Sequence[tuple[int, int]]) -> None:
        turn = self.draft.turns[-1]
        paragraph = DraftParagraph(block, 0, len(block.text), find_notes(block))
        for note in paragraph.notes:
            start, end = block.span(note.start, note.end)
            turn.notes.append(DraftNote(note.kind, tidy(block.text[note.start : note.end]), start, end))
            if note.cut:
                self._claim((start, end), spans, "note")
        for stretch in paragraph.spoken():
            self._claim(block.span(*stretch), spans, "paragraph")
        if paragraph.spoken():
            turn.paragraphs.append(paragraph)

    def _claim(self, stretch: tuple[int, int], spans: Sequence[tuple[int, int]], kind: str) -> None:
        """Enter what of a stretch stands in the ``spans`` into the account."""
        parts = ((max(start, stretch[0]), min(end, stretch[1])) for start, end in spans)
        self.draft.stretches += [Stretch(start, end, kind) for start, end in parts if start < end]

    def _open(self, segment: Segment) -> None:
        label = self._label(segment.speaker)
        if label is not None:
            self.draft.candidates.append(label)
            self.draft.claim(label.block, "label")
        self.draft.turns.append(DraftTurn(len(self.draft.turns), label))

    def _label(self, node: Node) -> Candidate | None:
        """Who speaks, as the object says; None where it says nothing."""
        if isinstance(node.value, int) and not isinstance(node.value, bool):
            shown = self.text[node.start : node.end]
            block = Block(shown, (Chunk(0, node.start, len(shown), len(shown)),))
        else:
            blocks = string_blocks(self.text, node) if node.text else []
            if not blocks:
                return None
            block = join_blocks(blocks)
        words, end = tidy(block.text), len(block.text)
        found = Candidate(len(self.draft.turns), block, 0, end, end, bold=True, core=words, reading=_read(words))
        found.reasons, found.score, found.is_label = [("the object says who speaks", SURE)], SURE, True
        return found


def _read(label: str) -> LabelReading:
    """A name with its office; a number or letter of a recogniser and the address of an outlet are nobody's name."""
    if NUMBERED.fullmatch(label) or ADDRESS.fullmatch(label):
        return LabelReading(voice=label)
    reading = read_label(label)
    return reading if reading.name or reading.voice or reading.offices else LabelReading(voice=label)
