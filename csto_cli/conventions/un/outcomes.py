"""Resolutions and decisions that a UN record says were adopted at the meeting, with the votes that carried them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from csto_cli.formats.block import Passage, tidy
from csto_cli.model import Vote
from csto_cli.parsing.documents import FoundDocument, Proof
from csto_cli.patterns import pattern

Spoken = tuple[int, Passage]
"""What was said, and the number of the turn that it stands in."""

COUNT = r"\d+|none|no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
NUMBERS = {"no": 0, "none": 0} | {
    word: number for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen"), 1)
}  # fmt: skip
COUNCIL = pattern(
    r"[Tt]he (?:draft resolution|motion)\b[^.]{0,120}? (?:has|have|is|was|been|therefore|thus|accordingly|,| )+"
    r"adopted(?:,? unanimously)?,? as (?P<title>(?P<kind>resolution) (?P<number>\d+ \(\d{4}\)))"
)
COUNCIL_VOTE = pattern(
    rf"\b(?P<for>{COUNT})\b votes? in favou?r(?:,? (?:and )?(?P<against>{COUNT})\b(?: votes?)? against)?"
    rf"(?:,?(?: and|with)* (?P<abstaining>{COUNT})\b (?:abstentions?|abstaining))?",
    re.IGNORECASE,
)
ASSEMBLY = pattern(
    r"(?:The )?(?P<draft>[Dd]raft (?P<kind>resolution|decision)s?\b"
    r"(?:[^();:]|\((?!resolution|decision)[^()]*\)){0,200}?)"
    r",? (?:was|were) adopted(?: unanimously)?"
    rf"(?:,? by (?P<for>\d+) (?:votes? )?to (?P<against>{COUNT})\b(?:,? with (?P<abstaining>{COUNT})\b abstentions?)?)?"
    r"(?: ?\((?P<title>(?:resolution|decision)s? (?P<number>[^()]{1,80}))\))?"
)
DECIDED = pattern(r"It was so decided ?\((?P<title>(?P<kind>resolution|decision) (?P<number>\d+/\d+(?: ?[A-Z])?))\)")
BARE = pattern(r"draft (?:resolution|decision)", re.IGNORECASE)
ENTITLED = pattern(r"\bdraft (?P<kind>resolution|decision)(?: is|,)? entitled “(?P<title>[^“”]{2,500})”", re.IGNORECASE)
NUMBER = pattern(r"\d+/\d+(?: ?[A-Z]\b(?! ?/))?|[IVX]+\b")
LONGEST_BEFORE = 400


def adopted_by_council(passages: Sequence[Spoken]) -> Iterator[FoundDocument]:
    """Resolutions that the President of the Council says were adopted; each passage with its turn's number."""
    for turn, passage in passages:
        text = passage.text
        for match in COUNCIL.finditer(text):
            before = max(match.start() - LONGEST_BEFORE, 0)
            votes = list(COUNCIL_VOTE.finditer(text, before, match.start()))
            yield _document(passage, match, turn, _vote(votes[-1]) if votes else None)


def adopted_by_assembly(lines: Sequence[tuple[Passage, Spoken | None]]) -> Iterator[FoundDocument]:
    """Resolutions and decisions whose adoption a stage line tells; each line with what was said right before it.

    A draft without a number has the title that the words before give it.
    """
    for passage, before in lines:
        for match in ASSEMBLY.finditer(passage.text):
            named = _entitled(passage, match, before) if before is not None else None
            if named is not None:
                yield named
            else:
                yield from _assembly(passage, match)
        for match in DECIDED.finditer(passage.text):
            yield _document(passage, match, None, None)


def _entitled(passage: Passage, match: re.Match[str], before: Spoken) -> FoundDocument | None:
    """The draft that was put to the Assembly, where the stage line tells neither its number nor its symbol."""
    if match["title"] or not BARE.fullmatch(match["draft"]):
        return None
    turn, words = before
    titles = [found for found in ENTITLED.finditer(words.text) if found["kind"].lower() == match["kind"]]
    if not titles:
        return None
    proof = Proof(words, *titles[-1].span("title"))
    return FoundDocument(
        match["kind"], None, tidy(proof.text), "adopted", None, None, None, proof,
        Proof(passage, match.start(), match.end()), vote=_vote(match) if match["for"] else None,
        mentions=[(turn, proof)],
    )  # fmt: skip


def _assembly(passage: Passage, match: re.Match[str]) -> Iterator[FoundDocument]:
    vote = _vote(match) if match["for"] else None
    numbers = list(NUMBER.finditer(match["title"])) if match["title"] else []
    if len(numbers) < 2:
        yield _document(passage, match, None, vote)
        return
    kind = match["kind"]
    for number in numbers:
        start = match.start("title") + number.start()
        proof = Proof(passage, start, start + len(number.group()))
        yield FoundDocument(
            kind, number.group(), f"{kind} {number.group()}", "adopted", None, None, None, proof,
            Proof(passage, match.start(), match.end()), vote=vote, mentions=[(None, proof)],
        )  # fmt: skip


def _document(passage: Passage, match: re.Match[str], turn: int | None, vote: Vote | None) -> FoundDocument:
    group = "title" if match["title"] else "draft"
    proof = Proof(passage, *match.span(group))
    number = tidy(match["number"]) if match["number"] else None
    return FoundDocument(
        match["kind"], number, tidy(match[group]), "adopted", None, None, None, proof,
        Proof(passage, match.start(), match.end()), vote=vote, mentions=[(turn, proof)],
    )  # fmt: skip


def _vote(match: re.Match[str]) -> Vote:
    return Vote(
        in_favour=_number(match["for"]), against=_number(match["against"]), abstentions=_number(match["abstaining"]),
        text=tidy(match.group()),
    )  # fmt: skip


def _number(word: str | None) -> int | None:
    if word is None:
        return None
    return int(word) if word.isdigit() else NUMBERS[word.lower()]
