"""Documents that a Russian record says were settled: numbered lists on one line, and verbs in the narrative.

In speech only a participle with ``сегодня`` or ``только что`` settles one. Titles keep the case in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from csto_cli.data import rows
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.parsing.documents import FoundDocument, Proof

LIST_TITLE = re.compile(r"(?i)\b(?:список документов|документы), (?P<verb>подписанны|принят|утвержд)")
NUMBERED = re.compile(r"(?:(?<=\s)|(?<=[а-яё»)*])|(?<=[а-яё»)][.;])|^)(?P<number>\d{1,3})\.\s+(?=[«А-ЯЁ])")
STATUSES = (
    ("подпис", "signed"),
    ("принят", "adopted"),
    ("принял", "adopted"),
    ("утвер", "approved"),
    ("одобр", "approved"),
)
ELSEWHERE = re.compile(
    r"(?i)\b(?:будет|будут|планируется|намеча\w+|предстоит|готов\w+ к|ранее|вчера|в прошлом|в прошлые|назад"
    r"|не был\w*|проект\w*)\b"
)
ADJECTIVES = r"(?:(?!было|была|были|ряд)[а-яёА-ЯЁ-]+(?:ое|ую|ый|ая|ые|ее|ым|ом|ий)\s){0,2}"
AMENDS = re.compile(r"(?:о поправках|о внесении изменений(?: и дополнений)?|о дополнении) в (?P<title>.+)$")
LONGEST_TITLE = 700


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("russian_documents.csv")}


@cache
def _noun() -> str:
    return "|".join(re.escape(word) for word in sorted(_kinds(), key=len, reverse=True))


@cache
def _narrated() -> re.Pattern[str]:
    verbs = (
        r"подписали|подписал|подписано|подписана|подписан|подписаны|приняли|принято|принята|принят|утвердили|одобрили"
    )
    return re.compile(
        rf"(?i:\b(?P<verb>{verbs}))\s+(?P<title>{ADJECTIVES}(?i:{_noun()})(?![а-яё])[^.;,]*?)(?=\s*(?:[.;,]|$))"
    )


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        rf"(?i:(?P<verb>подписанн\w+|принят\w+)\s(?:сегодня|только что))\s"
        rf"(?P<title>{ADJECTIVES}(?i:{_noun()})(?![а-яё])[^.;,]*)"
    )


def listed(title: Passage | None, block: Block | None) -> Iterator[FoundDocument]:
    """Items of a page that is a list of documents: ``1. Соглашение ... 2. Соглашение ...``."""
    match = LIST_TITLE.search(title.text) if title is not None else None
    if match is None or title is None or block is None:
        return
    status = Proof(title, match.start("verb"), match.end(), "printed")
    numbers = list(_counted(NUMBERED.finditer(block.text)))
    ends = [number.start() for number in numbers[1:]] + [len(block.text)]
    for number, end in zip(numbers, ends, strict=False):
        yield from _item(block, number.end(), end, _status(match["verb"]), status)


def _counted(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Numbers that count on from the one before, or begin anew; a date or an article's number does neither."""
    last = 0
    for match in found:
        if int(match["number"]) in (last + 1, 1):
            last = int(match["number"])
            yield match


def _item(block: Block, start: int, end: int, status: str, proof: Proof) -> Iterator[FoundDocument]:
    words = block.text[start:end].rstrip(" .;*")
    kind = _kind(words)
    if kind is not None and len(words) <= LONGEST_TITLE:
        yield _document(Passage(block, 0, len(block.text)), start, start + len(words), kind, status, proof, None)


def narrated(passages: Iterable[Passage]) -> Iterator[FoundDocument]:
    """Documents that title, lead and introduction tell of."""
    for passage in passages:
        for match in _narrated().finditer(passage.text):
            if not ELSEWHERE.search(passage.text, max(match.start() - 60, 0), match.start()):
                yield from _told(passage, match, None)


def said(turn: int, passages: Iterable[Passage]) -> Iterator[FoundDocument]:
    """Documents that a leader's words say were signed today."""
    for passage in passages:
        for match in _said().finditer(passage.text):
            yield from _told(passage, match, turn)


def _told(passage: Passage, match: re.Match[str], turn: int | None) -> Iterator[FoundDocument]:
    start, end = match.span("title")
    end = start + len(match["title"].rstrip(" "))
    kind = _kind(match["title"])
    if kind is not None:
        proof = Proof(passage, *match.span("verb"), "printed")
        yield _document(passage, start, end, kind, _status(match["verb"]), proof, turn)


def _document(
    passage: Passage, start: int, end: int, kind: str, status: str, proof: Proof, turn: int | None
) -> FoundDocument:
    title = tidy(passage.text[start:end])
    words = Proof(passage, start, end, "printed")
    amended = AMENDS.search(passage.text, start, end)
    made = FoundDocument(kind, None, title, status, None, None, None, words, proof, mentions=[(turn, words)])
    if amended is not None:
        made.amends_title = tidy(amended["title"][: end - amended.start("title")])
        made.amends_proof = Proof(passage, amended.start("title"), end, "printed")
    return made


def _kind(words: str) -> str | None:
    """Kind of the first document noun of a title."""
    match = re.search(rf"(?i)(?<![а-яё])(?:{_noun()})(?![а-яё])", words[:90])
    return _kinds()[match.group().lower()] if match else None


def _status(verb: str) -> str:
    return next(status for stem, status in STATUSES if verb.lower().startswith(stem))
