"""The body of a record: blocks after the head become labels, paragraphs, notes, headings, separators, furniture.

``RULES`` is tried in order on every block; the first rule that claims a block settles it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from csto_cli.data import lines, rows
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.model import NoteKind
from csto_cli.parsing.dates import read_dateline
from csto_cli.parsing.draft import Draft, DraftNote, DraftParagraph, DraftTurn, Problem
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.notes import OMISSION, find_notes
from csto_cli.parsing.roster import is_list_of_participants
from csto_cli.patterns import pattern

SEPARATOR = pattern(r"[\s*•·_=~—–-]{2,}$|[*•]$")
QUOTE_OPEN, QUOTE_CLOSE = '”“"«„', '“”"»'
SHORTEST_QUOTE = 40
LONGEST_HEADING = 200
SURE = 3
"""Letters that tell most lines from page furniture."""


@dataclass(slots=True)
class Body:
    """State of the walk over the body."""

    draft: Draft
    labels: dict[int, Candidate]
    blocks: Sequence[Block]
    sentences: str
    last_label: int = -1
    position: int = 0
    turn: DraftTurn | None = None
    pending: list[DraftNote] = field(default_factory=list)


Rule = Callable[[Body, Block], bool]
"""A rule of the body: claims the block and returns True, or leaves it to the next rule."""


def read_body(
    draft: Draft,
    blocks: Sequence[Block],
    first: int,
    labels: Sequence[Candidate],
    sentences: str,
    rules: Sequence[tuple[str, Rule]] | None = None,
) -> None:
    """Read ``blocks[first:]``; ``labels`` are the accepted candidates, ``sentences`` the display text of the record.

    ``rules`` are tried in order on every block; left out, they are ``RULES``.
    """
    body = Body(draft, {label.position: label for label in labels}, blocks, sentences, _last(labels))
    for position in range(first, len(blocks)):
        body.position = position
        block = blocks[position]
        for _, rule in rules or RULES:
            if rule(body, block):
                break
    draft.notes += body.pending


def _last(labels: Sequence[Candidate]) -> int:
    return max((label.position for label in labels), default=-1)


def _is_furniture(body: Body, block: Block) -> bool:
    if block.kind not in ("furniture", "caption", "meta", "time", "place", "date", "title", "lead"):
        return False
    body.draft.claim(block, "furniture" if block.kind in ("furniture", "caption", "meta") else "dateline")
    return True


def _is_label(body: Body, block: Block) -> bool:
    candidate = body.labels.get(body.position)
    if candidate is None:
        return False
    draft = body.draft
    body.turn = DraftTurn(len(draft.turns), candidate)
    draft.turns.append(body.turn)
    draft.notes += body.pending
    body.pending = []
    after = min(candidate.after, len(block.text))
    colon = len(block.text[:after].rstrip(" "))
    draft.claim(block, "label", 0, colon)
    if candidate.rest:
        add_paragraph(body, block, after)
    return True


def _is_table(body: Body, block: Block) -> bool:
    """Rows of a table in Markdown: a vote, a list, nobody's words."""
    if not (block.text.startswith("|") and block.text.endswith("|") and len(block.text) > 1):
        return False
    note_block(body, block, "other")
    return True


def _is_omission(body: Body, block: Block) -> bool:
    if not OMISSION.fullmatch(block.text):
        return False
    note_block(body, block, "omission")
    return True


def _is_separator(body: Body, block: Block) -> bool:
    if not is_separator(block):
        return False
    body.draft.claim(block, "separator")
    return True


def _is_dateline(body: Body, block: Block) -> bool:
    """A dateline repeated after the last words."""
    if len(block.text) > 160 or body.position < body.last_label or not read_dateline(block.text):
        return False
    body.draft.claim(block, "dateline")
    return True


def _is_line_of_furniture(body: Body, block: Block) -> bool:
    if not is_furniture_line(block.text, "any"):
        return False
    body.draft.claim(block, "furniture")
    return True


def _is_heading(body: Body, block: Block) -> bool:
    following = body.position + 1 in body.labels
    if not is_heading(block, following=following):
        return False
    body.draft.claim(block, "heading")
    start, end = block.span()
    body.pending.append(DraftNote("heading", tidy(block.text), start, end))
    return True


def _is_pull_quote(body: Body, block: Block) -> bool:
    """A quotation set apart that repeats a sentence of the record."""
    text = block.text
    quoted = block.kind == "quote" or (text[:1] in QUOTE_OPEN and text[-1:] in QUOTE_CLOSE)
    words = tidy(text).strip(QUOTE_OPEN + QUOTE_CLOSE + ". ")
    if not quoted or (block.kind != "quote" and len(words) < SHORTEST_QUOTE) or not _repeats(body.sentences, words):
        return False
    start, end = block.span()
    body.draft.claim(block, "furniture")
    body.draft.problems.append(
        Problem(
            "C115",
            "info",
            "a quotation set apart repeats a sentence of the record; it is kept as furniture",
            start,
            end,
        )
    )
    return True


def _repeats(sentences: str, words: str) -> bool:
    first = sentences.find(words)
    return first >= 0 and sentences.find(words, first + 1) >= 0


def _is_paragraph(body: Body, block: Block) -> bool:
    if body.turn is None:
        read_intro(body.draft, block)
        return True
    add_paragraph(body, block, 0)
    return True


def read_intro(draft: Draft, block: Block) -> None:
    """A block of the narrative before the first turn: an introduction, or the list of those taking part."""
    passage = Passage(block, 0, len(block.text))
    draft.narrative.append(passage)
    draft.claim(block, "participants" if is_list_of_participants(passage) else "intro")


RULES: tuple[tuple[str, Rule], ...] = (
    ("furniture of the page", _is_furniture),
    ("label", _is_label),
    ("table", _is_table),
    ("omission", _is_omission),
    ("separator", _is_separator),
    ("repeated dateline", _is_dateline),
    ("furniture line", _is_line_of_furniture),
    ("heading", _is_heading),
    ("pull quote", _is_pull_quote),
    ("paragraph", _is_paragraph),
)


def is_separator(block: Block) -> bool:
    """Is the block a line of stars or dashes between parts?"""
    return len(block.text) < 40 and SEPARATOR.match(block.text) is not None


def is_heading(block: Block, *, following: bool) -> bool:
    """Is the block a heading inside the record? ``following`` tells whether a label stands right after it.

    The markup says so (a heading tag, or bold or italics over the whole block, which holds no parenthesis), or the
    words begin as headings of these records do and end without a full stop.
    """
    text = block.text
    if block.kind == "heading":
        return True
    if len(text) > LONGEST_HEADING or text[-1] in '.!?…,;)”"':
        return False
    whole = any(run.start <= 1 and run.end >= len(text) - 1 for run in (*block.bold, *block.italic))
    opens = text.startswith(heading_openings())
    return (whole and text[0] != "(") or (opens and (following or len(text.split()) > 3) and text[-1] != ":")


@cache
def heading_openings() -> tuple[str, ...]:
    """How headings inside a record begin."""
    return tuple(row["words"] for row in rows("heading_openings.csv"))


def is_furniture_line(text: str, *zones: str) -> bool:
    """Is the line page furniture that stands in one of the zones (head, foot, any)?"""
    openings, exact, prefixes = _furniture(zones)
    if text[:1] != " " and "  " not in text[: SURE + 1] and text[:SURE].rstrip(" ") not in openings:
        return False
    line = tidy(text)
    return line in exact or line.startswith(prefixes)


@cache
def _furniture(zones: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    """First letters of all lines of the zones, lines that are furniture as they stand, and beginnings of others."""
    table = [row for row in rows("furniture.csv") if row["zone"] in zones]
    exact = frozenset(row["words"].strip() for row in table if row["match"] == "exact")
    prefixes = tuple(row["words"] for row in table if row["match"] == "prefix")
    assert all(len(words) >= SURE for words in prefixes)
    return frozenset(words[:SURE].rstrip(" ") for words in (*exact, *prefixes)), exact, prefixes


def note_block(body: Body, block: Block, kind: NoteKind) -> None:
    """A note that is a block of its own waits: it belongs to the turn only if the turn goes on after it."""
    body.draft.claim(block, "note")
    start, end = block.span()
    body.pending.append(DraftNote(kind, tidy(block.text), start, end))


def add_paragraph(body: Body, block: Block, start: int) -> None:
    """``block.text[start:]`` goes on with the turn; the notes in it are cut out."""
    turn, draft = body.turn, body.draft
    assert turn is not None
    notes = find_notes(block, start)
    paragraph = DraftParagraph(block, start, len(block.text), notes)
    spoken = paragraph.spoken()
    if spoken:
        turn.notes += body.pending
        body.pending = []
    listed = turn.notes if spoken or start else body.pending
    for note in notes:
        begin, end = block.span(note.start, note.end)
        listed.append(DraftNote(note.kind, tidy(block.text[note.start : note.end]), begin, end))
        if note.cut:
            draft.claim(block, "note", note.start, note.end)
    for a, b in spoken:
        draft.claim(block, "paragraph", a, b)
    if spoken:
        turn.paragraphs.append(paragraph)


@cache
def apologies() -> frozenset[str]:
    """Words of a speaker who is cut off by the line and says so."""
    return frozenset(lines("interruption_words.txt"))


def link_interruptions(turns: Sequence[DraftTurn]) -> None:
    """A turn that breaks off, somebody's words, and the same speaker again: interrupted, then resumed."""
    for i in range(len(turns) - 2):
        turn, other, back = turns[i], turns[i + 1], turns[i + 2]
        if turn.person is None or turn.person is not back.person or other.person is turn.person:
            continue
        broken = _broken_off(turn)
        if broken is None:
            continue
        turn.interrupted_by, back.resumes = other.index, turn.index
        text = broken.block.text
        tail = max(text.rfind(" ", 0, max(broken.end - 60, broken.start)) + 1, broken.start)
        turn.interruption = words_at(broken.block, tail, broken.end, "inferred")


def _broken_off(turn: DraftTurn) -> DraftParagraph | None:
    """The paragraph that ends in dots: the last one, or the one before it where the last one says why."""
    if not turn.paragraphs:
        return None
    if _trails_off(turn.paragraphs[-1]):
        return turn.paragraphs[-1]
    if len(turn.paragraphs) > 1 and _trails_off(turn.paragraphs[-2]):
        last = turn.paragraphs[-1].text().lower()
        if len(last) < 120 and any(word in last for word in apologies()):
            return turn.paragraphs[-2]
    return None


def _trails_off(paragraph: DraftParagraph) -> bool:
    return paragraph.text().endswith(("…", "...", ". . ."))
