"""Minutes of groups of the W3C as pages: what scribe.perl and its kin make of an IRC log.

The page marks who speaks (``<cite>Ann:</cite>``, ``<span class="name">Ann Lee</span>:``), ``<nick>`` is what somebody
typed, and a line that begins with dots goes on with the words before it. The head lists who was present, chaired and
scribed; ``RESOLUTION:`` is what the group adopted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from csto_cli.data import rows
from csto_cli.formats import Sniff
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.formats.reading import Reading
from csto_cli.parsing.attendees import Attendee, ShortForms, attendees
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.documents import FoundDocument, Proof
from csto_cli.parsing.draft import Draft, Fact
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.labels import Candidate
from csto_cli.parsing.names import LabelReading
from csto_cli.parsing.people import Named, ShortForm
from csto_cli.parsing.segment import RULES, Body, add_paragraph, note_block, read_body
from csto_cli.parsing.spelling import key
from csto_cli.patterns import pattern
from csto_cli.source import Source

NAME = "w3c"
MARK = pattern(r"<(?:cite|span\s+class=[\"']?name[\"']?)\b[^<>]*>\s*$")
LABEL = pattern(r"<?(?P<label>[^\s:<>][^:<>]{0,60}?)\s*(?:>:?|:)(?=\s|$)")
CONTINUED = pattern(r"(?:\.\.\.?|…)\s*")
WORD = pattern(r"(?P<word>[A-Za-z][A-Za-z -]{2,20}?)\s*(?:\d+)?:\s*")
FIELDS = {"present": "present", "attendees": "present", "chair": "chair", "scribe": "scribe", "regrets": "regrets"}
BEFORE_LABEL = 80
FEWEST_MARKS = 3
MOST_NAME_WORDS = 4


def sniff(source: Source, reading: Reading) -> Sniff:
    """A page whose markup sets names apart, and the words of W3C minutes."""
    marks = sum(1 for block in reading.blocks if _is_marked(source.text, block))
    if marks < FEWEST_MARKS or re.search(r"\bW3C\b|scribe\.perl|\bis scribing\b", source.text) is None:
        return Sniff(0.0)
    return Sniff(0.9, (f"{marks} names set apart as the W3C's minutes do", "words of the W3C"))


def read(source: Source, reading: Reading) -> Draft:
    """Read a page of minutes: head, lists of those present, then turns by the names that are set apart."""
    draft = Draft(NAME, hidden=reading.hidden, reads_prose=False, keeps_case=True)
    blocks = reading.blocks
    labels = list(_labels(source.text, blocks))
    draft.candidates = labels
    first = next((label.position for label in labels if _is_marked(source.text, label.block)), len(blocks))
    labels = [label for label in labels if label.position >= first]
    people = _head(draft, blocks[:first])
    names = [entry.named.reading.name for entry in people]
    forms = ShortForms([name for name in names if " " in name], ())
    draft.roster = [entry.named for entry in people]
    draft.aliases = aliases(forms, (label.core for label in labels))
    rules = (("subject, resolution or proposal", _is_word), ("goes on", _is_continued), ("note", _is_note), *RULES)
    read_body(draft, blocks, first, labels, "", rules)
    return draft


def aliases(forms: ShortForms, labels: Iterator[str] | Sequence[str]) -> dict[str, ShortForm]:
    """The short forms among the labels of a record: nicks and given names of those whom it names in full."""
    found = {}
    for label in labels:
        names = forms.names(label)
        if names and (len(names) > 1 or key(names[0]) != key(label)):
            found[key(label)] = ShortForm(names, printed=False)
    return found


@cache
def irc_roles() -> dict[str, str]:
    """Words that robots and scribes' programs understand, in small letters, with their part."""
    return {row["word"]: row["role"] for row in rows("irc_words.csv") if row["role"] != "robot"}


@cache
def robots() -> frozenset[str]:
    """Nicks of robots, in small letters."""
    return frozenset(row["word"].lower() for row in rows("irc_words.csv") if row["role"] == "robot")


def leading_word(text: str) -> tuple[str, int]:
    """Part of the word before a colon that a line begins with, and where the words after it begin."""
    match = WORD.match(text)
    role = irc_roles().get(match["word"].lower(), "") if match else ""
    return (role, match.end()) if match and role else ("", 0)


def resolution(block: Block, start: int, turn: int | None, key_word: tuple[int, int]) -> FoundDocument:
    """What a group resolved: the words after ``RESOLUTION:``, which themselves prove that it was adopted."""
    passage = Passage(block, 0, len(block.text))
    title = Proof(passage, start, len(block.text), "printed")
    return FoundDocument(
        "resolution", None, tidy(block.text[start:]), "adopted", None, None, None, title,
        status_proof=Proof(passage, *key_word, "printed"), mentions=[(turn, title)],
    )  # fmt: skip


def _is_marked(text: str, block: Block) -> bool:
    start = block.span(0, 1)[0]
    return MARK.search(text, max(start - BEFORE_LABEL, 0), start) is not None


def _labels(text: str, blocks: Sequence[Block]) -> Iterator[Candidate]:
    for position, block in enumerate(blocks):
        match = LABEL.match(block.text)
        if match is None or leading_word(block.text)[0] or block.kind == "heading":
            continue
        if not _is_marked(text, block) and not may_be_name(match["label"].split()):
            continue
        start, end = match.span("label")
        after = len(block.text) - len(block.text[match.end() :].lstrip(" "))
        name = tidy(match["label"])
        reading = LabelReading("", name, 0, end - start, firm=True)
        found = Candidate(position, block, start, end, after, bold=False, core=name, reading=reading)
        found.reasons, found.score, found.is_label = [("a name set apart by the page", 9)], 9, True
        yield found


def may_be_name(words: Sequence[str]) -> bool:
    """A few words with capitals, as names are, that no program understands."""
    return len(words) <= MOST_NAME_WORDS and all(w[:1].isupper() and w.lower() not in irc_roles() for w in words)


def _head(draft: Draft, blocks: Sequence[Block]) -> list[Attendee]:
    """Title (the heading before the one that tells the day), day, and the lists of names under their words."""
    dated = next((i for i, block in enumerate(blocks) if block.kind == "heading" and find_date(block.text)), None)
    title = max((i for i, block in enumerate(blocks[:dated]) if block.kind == "heading"), default=None)
    people: list[Attendee] = []
    field = ""
    for i, block in enumerate(blocks):
        if i == dated and (found := find_date(block.text)) is not None and found.first:
            draft.facts["date"] = Fact(found.first, [words_at(block, found.start, found.end)])
            draft.claim(block, "dateline")
        elif i == title:
            draft.title = Passage(block, 0, len(block.text))
            draft.facts["title"] = Fact("", [words_at(block, 0, len(block.text))])
            draft.claim(block, "title")
        elif (named := _field(block.text)) is not None:
            field = named
            draft.claim(block, "heading")
        elif block.kind == "heading" or block.kind == "furniture":
            draft.claim(
                block, "heading" if block.kind == "heading" and dated is not None and i > dated else "furniture"
            )
        elif field in ("present", "chair", "scribe"):
            people += _listed(draft, block, field)
        else:
            draft.claim(block, "intro")
    return people


def _field(text: str) -> str | None:
    """Which list of the head a word opens; empty for a word of another list, None for no such word."""
    word = re.sub(r"\(s\)|[^\w ]", "", text).strip().lower()
    if word in ("agenda", "topics", "resolutions", "audio log", "contents", "summary of resolutions", "irc log"):
        return ""
    return FIELDS.get(word) or FIELDS.get(word.removesuffix("s"))


def _listed(draft: Draft, block: Block, field: str) -> list[Attendee]:
    found = _names(block)
    draft.claim(block, "participants")
    if field == "chair" and len(found) == 1 and draft.chairing is None:
        named = found[0].named
        draft.chairing = (named.reading.name, named.words(named.reading.start, named.reading.end))
    return found


def _names(block: Block) -> list[Attendee]:
    """Names of a list parted by commas: in full, or the nicks that stand for them."""
    full = attendees(block, by_commas=True)
    known = {entry.named.offset for entry in full}
    nicks = []
    for match in re.finditer(r"[^,]+", block.text):
        start = match.start() + len(match.group()) - len(match.group().lstrip(" "))
        name = match.group().strip(" .")
        if name and " " not in name and start not in known:
            reading = LabelReading("", name, 0, len(name), firm=True)
            nicks.append(Attendee(Named(reading, block, start, name, is_label=False)))
    return [*full, *nicks]


def _is_word(body: Body, block: Block) -> bool:
    """``Topic:``, ``RESOLUTION:``, ``PROPOSAL:``, ``ACTION:``, whatever the page makes of them."""
    if body.position in body.labels:
        return False
    role, after = leading_word(block.text)
    if block.kind == "heading" or role == "heading":
        note_block(body, block, "heading")
        recount(body.draft, "heading")
        body.turn = None
    elif role == "resolution" and after < len(block.text):
        body.draft.claim(block, "documents")
        turn = body.turn.index if body.turn is not None else None
        body.draft.documents.append(resolution(block, after, turn, (0, after)))
    elif role:
        note_block(body, block, "other")
    else:
        return False
    return True


def recount(draft: Draft, kind: str) -> None:
    """Call the stretch that was claimed last by another kind."""
    draft.stretches[-1] = draft.stretches[-1]._replace(kind=kind)


def _is_continued(body: Body, block: Block) -> bool:
    match = CONTINUED.match(block.text)
    if match is None or body.turn is None or body.position in body.labels or match.end() >= len(block.text):
        return False
    body.draft.claim(block, "markup", 0, len(block.text[: match.end()].rstrip(" ")))
    add_paragraph(body, block, match.end())
    return True


def _is_note(body: Body, block: Block) -> bool:
    """Whatever nobody is said to have said: links that robots add, who scribes."""
    if body.position in body.labels or block.kind == "furniture":
        return False
    link = re.match(r"https?://\S+(?: -> .*)?$", block.text) is not None
    note_block(body, block, "link" if link else "other")
    return True
