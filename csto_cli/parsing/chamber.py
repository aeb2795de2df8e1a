"""What records of parliaments share: labels that a form of words makes sure, steps of procedure, motions that passed.

Between the speeches the clerk's words tell what the house did (``Question put and agreed to.``). They end a speech:
what follows them until the next label (the text of an amendment, the names of a division) was not said by anybody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from csto_cli.data import rows
from csto_cli.formats.block import Block, Passage, join_blocks, tidy
from csto_cli.model import Vote
from csto_cli.parsing.draft import Draft, DraftNote, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading, OfficeAt
from csto_cli.parsing.segment import Body, Rule, note_block
from csto_cli.patterns import pattern

if TYPE_CHECKING:
    from csto_cli.parsing.documents import FoundDocument, Proof

SURE = 5
LOWER = pattern(r"[a-z(“\"‘]")
ENDED = pattern(r"[.!?:;”\"’)\]—–-]\s*$")
LONGEST_STEP = 400
# Motions that order the house's own business; they settle nothing that outlives the sitting.
ORDER = pattern(
    r"\badjourn|\bQuestion be now put\b|\bsit in private\b|\bdo now resume\b|\bbe suspended\b|\bnotwithstanding Rule\b"
    r"|\bsuspends? Rule\b|\bbusiness for today\b",
    re.IGNORECASE,
)
THAT = pattern(r"\b[Tt]hat\b[^—]{3,2000}?(?=\.?[—–-]{1,2}\s*[(\[]|\s[-–—]\s(?:agreed|put|carried)|\.?\s*$)")
COUNT = pattern(
    r"(?:Ayes|Contents|Yeas|Yes|For)[:,]? (?P<ayes>\d+)[.,;]? *(?:Noes|Not-Contents|Nays|No|Against)[:,]? (?P<noes>\d+)"
)
IN_THE_CHAIR = pattern(
    r"[\[(](?:The )?(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Madam)\.? )?(?P<name>[^\]()\[]{2,60}?) in the Chair\.?[\])]",
    re.IGNORECASE,
)
CHAIRS = pattern(
    r"(?:Deputy |Acting |Assistant |Temporary )*(?:Speaker|Chairman|Chair|President|Chairperson)$", re.IGNORECASE
)
HOURS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
CLOCK = (
    r"(?:(?P<half>half-past|a quarter past) )?(?:(?P<word>[A-Za-z]+) o(?:.|f the )clock"
    r"|(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?(?:\s*(?P<noon>[ap])\.?m\.?)?(?![\d/]))"
)
MET = pattern(rf"(?:met|began|commenced)\b.{{0,20}}? {CLOCK}")
ROSE = pattern(rf"(?:adjourned|rose)\b.{{0,40}}? at {CLOCK}")


def sure_label(
    position: int, block: Block, start: int, end: int, after: int, reading: LabelReading, why: str
) -> Candidate:
    """The label ``block.text[start:end]``, which its form makes sure; the speech begins at ``after`` or behind it."""
    after += len(block.text) - after - len(block.text[after:].lstrip(" "))
    core = tidy(block.text[start:end])
    made = Candidate(position, block, start, end, after, bold=False, core=core, reading=reading)
    made.reasons, made.score, made.is_label = [(why, SURE)], SURE, True
    return made


@cache
def _steps() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["step"], re.compile(row["pattern"])) for row in rows("chamber_steps.csv"))


def make_whole(blocks: Sequence[Block]) -> tuple[list[Block], list[tuple[int, int]]]:
    """A sentence that furniture cuts (a mark of a column, a page's head) is one paragraph again.

    The furniture is hidden in it; its places are returned beside the blocks.
    """
    kept: list[Block] = []
    hidden: list[tuple[int, int]] = []
    group: list[Block] = []
    holes: list[tuple[int, int]] = []
    apart: list[Block] = []
    for block in [*blocks, None]:
        if block is not None and block.kind == "furniture" and group:
            apart.append(block)
            continue
        if block is not None and apart and _goes_on(group, block):
            holes.append((apart[0].span()[0], apart[-1].span()[1]))
            group.append(block)
            apart = []
            continue
        if group:
            kept.append(join_blocks(group, holes) if len(group) > 1 else group[0])
        kept += apart
        hidden += holes
        group, holes, apart = [block] if block is not None else [], [], []
    return kept, hidden


def _goes_on(group: Sequence[Block], block: Block) -> bool:
    plain = group[0].kind == block.kind == "paragraph"
    return plain and not ENDED.search(group[-1].text[-4:]) and bool(LOWER.match(block.text)) and not step_of(group[0])


def step_of(block: Block) -> str:
    """What the clerk's words do, empty for any other words."""
    text = tidy(block.text[: LONGEST_STEP * 2])
    return next((step for step, pattern in _steps() if pattern.match(text)), "")


def find_steps(
    blocks: Sequence[Block], labels: dict[int, Candidate], apart: Callable[[Block], bool] = lambda _: False
) -> dict[int, str]:
    """The step that each block takes which nobody said; what follows one until the next label is a ``list``.

    ``apart`` tells of a block whether its markup sets it apart as the clerk's; that alone ends no speech.
    """
    found: dict[int, str] = {}
    closed = False
    for position, block in enumerate(blocks):
        if position in labels:
            closed = False
        elif block.kind in ("paragraph", "quote", "list", "table"):
            step = step_of(block) or ("list" if closed else "aside" if apart(block) else "")
            if step:
                found[position] = step
            closed = closed or step not in ("", "aside")
    return found


def join_lists(
    blocks: Sequence[Block], labels: dict[int, Candidate], steps: dict[int, str]
) -> tuple[list[Block], dict[int, Candidate], dict[int, str]]:
    """Blocks of one list (the names of a division) become one; labels and steps move to their new places."""
    kept: list[Block] = []
    moved: dict[int, Candidate] = {}
    taken: dict[int, str] = {}
    run: list[Block] = []
    for position in range(len(blocks) + 1):
        if steps.get(position) == "list":
            run.append(blocks[position])
            continue
        if run:
            taken[len(kept)] = "list"
            kept.append(join_blocks(run) if len(run) > 1 else run[0])
            run = []
        if position == len(blocks):
            break
        if position in labels:
            labels[position].position = len(kept)
            moved[len(kept)] = labels[position]
        if position in steps:
            taken[len(kept)] = steps[position]
        kept.append(blocks[position])
    return kept, moved, taken


def procedure(steps: dict[int, str]) -> tuple[str, Rule]:
    """The rule of the body that keeps the clerk's words as notes and headings."""

    def claims(body: Body, block: Block) -> bool:
        step = steps.get(body.position)
        if step is None:
            return False
        if step == "heading":
            body.draft.claim(block, "heading")
            start, end = block.span()
            body.pending.append(DraftNote("heading", tidy(block.text), start, end))
        else:
            note_block(body, block, "other" if step == "list" else "stage")
        return True

    return "the clerk's words", claims


def settled(blocks: Sequence[Block], steps: dict[int, str]) -> Iterator[FoundDocument]:
    """Motions that the record says were agreed to, each a decision, with the votes where a division counts them."""
    moved: Proof | None = None
    vote: Vote | None = None
    for position, step in sorted(steps.items()):
        block = blocks[position]
        vote = _count(block) or vote
        if step in ("motion", "list", "agreed", "lost"):
            moved = _that(block) or moved
        if step == "agreed" and moved is not None:
            yield _decision(moved, block, vote)
        elif step == "carried":
            yield _decision(_named(block), block, vote)
        if step in ("agreed", "lost", "carried", "heading"):
            moved, vote = None, None


def _proof(block: Block, start: int, end: int) -> Proof:
    from csto_cli.parsing.documents import Proof

    return Proof(Passage(block, 0, len(block.text)), start, end)


def _that(block: Block) -> Proof | None:
    match = THAT.search(block.text)
    if match is None or ORDER.search(match.group()):
        return None
    return _proof(block, match.start(), match.start() + len(match.group().rstrip(" .")))


def _named(block: Block) -> Proof:
    """The subject of a sentence such as ``Amendment 9 agreed.``."""
    stop = re.search(r",? agreed\b", block.text)
    return _proof(block, 0, stop.start() if stop else len(block.text))


def _count(block: Block) -> Vote | None:
    match = COUNT.search(block.text)
    if match is None:
        return None
    return Vote(in_favour=int(match["ayes"]), against=int(match["noes"]), abstentions=None, text=tidy(match.group()))


def _decision(title: Proof, block: Block, vote: Vote | None) -> FoundDocument:
    from csto_cli.parsing.documents import FoundDocument

    said = _proof(block, 0, len(block.text))
    made = FoundDocument("decision", None, tidy(title.text), "adopted", None, None, None, title, said, vote=vote)
    made.mentions.append((None, title))
    return made


def in_the_chair(block: Block) -> tuple[str, int, int] | None:
    """The name of who is in the chair, as ``[Ann Lee in the Chair]`` prints it, and its place; offices give none."""
    match = IN_THE_CHAIR.search(block.text)
    if match is None or CHAIRS.search(match["name"].strip()):
        return None
    name = match["name"].rstrip(" ")
    return tidy(name), match.start("name"), match.start("name") + len(name)


def read_hours(draft: Draft, blocks: Sequence[Block], labels: dict[int, Candidate], steps: dict[int, str]) -> None:
    """When the house met, told before the first label, and when it rose, told by the clerk behind the last one."""
    first, last = min(labels, default=len(blocks)), max(labels, default=-1)
    closing = [blocks[i] for i in sorted(steps) if i > last]
    for fact, hour, told in (("start_time", MET, blocks[:first]), ("end_time", ROSE, closing)):
        for block in told:
            match = hour.search(block.text) if len(block.text) < LONGEST_STEP and fact not in draft.facts else None
            clock = _clock(match, evening=fact == "end_time") if match else None
            if match is not None and clock is not None:
                draft.facts[fact] = Fact(clock, [words_at(block, match.start(), match.end())])


def _clock(match: re.Match[str], *, evening: bool) -> str | None:
    """``HH:MM``; a sitting does not begin before eight, and an hour in words says nothing of when it ended."""
    word = (match["word"] or "").lower()
    if word and word not in HOURS:
        return None
    hour = HOURS.index(word) + 1 if word else int(match["hour"])
    minute = {"half-past": 30, "a quarter past": 15}.get(match["half"] or "", int(match["minute"] or 0))
    if match["noon"]:
        hour = hour % 12 + (12 if match["noon"] == "p" else 0)
    elif word and not evening and hour < 8:
        hour += 12
    elif word and evening:
        return None
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def office_at(text: str, start: int, end: int) -> OfficeAt:
    """The office ``text[start:end]``, without an article at its start."""
    for article in ("The ", "THE ", "the "):
        if text.startswith(article, start):
            start += len(article)
    return OfficeAt(tidy(text[start:end]), start, end)
