"""Documents that a Russian record says were settled: numbered lists on one line, and verbs in the narrative.

In speech a document is settled with ``сегодня``, ``только что`` or ``по итогам переговоров``, and a joint statement by
the verb alone. Titles keep the case in which they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from csto_cli.data import rows
from csto_cli.formats.block import Block, Passage, tidy
from csto_cli.parsing.dates import find_date
from csto_cli.parsing.documents import FoundDocument, Proof
from csto_cli.patterns import pattern

LIST_TITLE = pattern(
    r"(?i)\b(?:список|перечень)? ?(?:документов|документы), (?P<verb>(?:подписанн|принят|утвержд[её]нн)[а-яё]+)"
)
NUMBERED = pattern(r"(?:(?<=\s)|(?<=[а-яё»)*])|(?<=[а-яё»)][.;])|(?<=\d{4}\.)|^)(?P<number>\d{1,3})\.\s+(?=[«А-ЯЁ])")
ADJECTIVES = r"(?:(?!было|была|были|ряд)[а-яёА-ЯЁ-]+(?:ое|ую|ый|ая|ые|ее|ым|ом|ий|ого|ой)\s){0,2}"
AMENDS = pattern(
    r"(?:о поправках|о внесении (?:изменений|поправок)(?: и дополнений| и изменений)?|о дополнении|об изменениях)"
    r" в (?P<title>.+)$"
)
PLURAL_ENDS = ("ии", "ения", "ы")
LONGEST_TITLE = 700
LONGEST_SENTENCE = 1500
# Where a title ends although the sentence goes on.
TITLE_END = pattern(
    r"\s*(?:[;:]|,\s(?:а\sтакже|(?:[а-я]{1,3}\s)?котор|которые|далее|затем|что\s|где\s|участ|сообщ|предусмотр|подписанн|принят|после|по\sитогам"
    r"|рассчитанн|и\sдругие)|\sи\s(?:провели|выступили|обсудили|приняли|подписали|сделали)|\sи\s(?:ряд|пакет|несколько)\s|,\sа\s[^,.–]{3,40}\s–\s"
    r"|\s–\s(?:это|в\s))"
)
# In speech ``приняли решение о ...`` means to decide.
TAKEN = pattern(r"решени[ея]\s")
JOINT = pattern(r"(?i)совместн(?:ое|ую)\s")
# Words that begin the main clause behind a participle and its noun.
MAIN_CLAUSE = pattern(r"\s(?:всё|мы|они|я|вы|он|она|россияне|граждане|жители|можно|нужно|необходимо|теперь|у)\s")
SEVERAL = pattern(r"(?:,\s(?:а\sтакже\s)?|\sи\s|\sа\sтакже\s)(?=об?\s)")


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in rows("russian_documents.csv")}


@cache
def _noun(*, oblique: bool = False) -> str:
    """Nouns of documents; those in other cases stand only behind a word that asks for the case."""
    words = [row["word"] for row in rows("russian_documents.csv") if oblique or not row["case"]]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _words(role: str) -> str:
    return "|".join(f"(?:{row['pattern']})" for row in rows("russian_adoption.csv") if row["role"] == role)


@cache
def _done() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![а-яё-])(?:{_words('done')})(?![а-яё])")


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![а-яё-])(?:{_words('elsewhere')})(?![а-яё])")


@cache
def _now() -> re.Pattern[str]:
    return re.compile(rf"(?i)(?<![а-яё-])(?:{_words('now')})(?![а-яё])")


@cache
def _main_clause() -> re.Pattern[str]:
    """Words that begin what the sentence says of the document that it names."""
    behind_year = r"(?<=\d{4}\sгода)\s(?!(?:об?|между|в|на|с|и|по|для)\s)"
    return re.compile(rf"{MAIN_CLAUSE.pattern}|\s(?:{_words('clause')})(?![а-яё])|{behind_year}")


@cache
def _before_first() -> re.Pattern[str]:
    """What can stand between a verb and its first document: ``также``, ``ряд документов, в том числе``, a number."""
    some = rf"(?:{_words('package')})\s[^,.:;()]{{0,80}}?(?::|,\s(?:{_words('among')}):?)"
    return re.compile(
        rf"(?:\s(?:также|сегодня|совместно|следующие\sдокументы|документы)(?![а-яё]))*(?:\s{some})?\s*:?\s*(?:\d\.\s*)?"
    )


@cache
def _noun_phrase() -> re.Pattern[str]:
    """``стало подписание Договора``: a verb and a noun that settle together."""
    return re.compile(
        rf"(?<![а-яё])(?P<verb>{_words('noun')})\s(?P<title>{ADJECTIVES}(?i:{_noun(oblique=True)})(?![а-яё])[^.;]*)"
    )


@cache
def _item_start() -> re.Pattern[str]:
    """The noun of a document where an item of a list can begin."""
    return re.compile(
        rf"(?P<before>^\s*|,\s(?:а\sтакже\s)?|;\s|:\s|\sи\s|\sа\sтакже\s|\.?\s?\d{{1,2}}\.\s)"
        rf"(?P<title>{ADJECTIVES}«?(?i:{_noun()})(?![а-яё]))"
    )


@cache
def _participle() -> re.Pattern[str]:
    """``подписанным сегодня протоколом``: settled today, in whatever case."""
    return re.compile(
        rf"(?i:(?P<verb>(?:{_words('participle')})\s(?:нами\s)?(?:{_words('now')})))\s"
        rf"(?P<title>{ADJECTIVES}(?i:{_noun(oblique=True)})(?![а-яё])[^.;,]*)"
    )


@cache
def _described() -> re.Pattern[str]:
    """``Заявление, которое мы только что подписали``, ``Договор, подписанный сегодня``."""
    now = rf"(?:{_words('now')})"
    who = r"(?:(?:мы|нами|президенты)\s)?"
    return re.compile(
        rf"(?P<title>{ADJECTIVES}(?i:{_noun(oblique=True)})(?![а-яё])[^.;:,]*),\s(?i:(?:котор[а-яё]+\s)?{who}(?:{now}\s)?{who}"
        rf"(?P<verb>{_words('done')}|{_words('participle')})(?![а-яё])(?:\s{who}{now})?)"
    )


def listed(title: Passage | None, block: Block | None) -> Iterator[FoundDocument]:
    """Items of a page that is a list of documents: ``1. Соглашение ... 2. Соглашение ...``."""
    match = LIST_TITLE.search(title.text) if title is not None else None
    if match is None or title is None or block is None:
        return
    status = Proof(title, match.start("verb"), match.end("verb"), "printed")
    numbers = list(_counted(NUMBERED.finditer(block.text)))
    ends = [number.start() for number in numbers[1:]] + [len(block.text)]
    for number, end in zip(numbers, ends, strict=False):
        yield from _item(block, number.end(), end, _status(match["verb"]), status)


def _counted(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Numbers that count on from the one before (one may be missing), or begin anew; those of dates do neither."""
    last = 0
    for match in found:
        if int(match["number"]) in (last + 1, last + 2, 1):
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
        for start, end in _sentences(passage.text):
            yield from _settled(passage, start, end, None, today=True)
            yield from _happened(passage, start, end)


def _happened(passage: Passage, start: int, end: int) -> Iterator[FoundDocument]:
    """Documents that a noun tells of: ``состоялось подписание Договора о реке и Соглашения о мостах``."""
    for match in _noun_phrase().finditer(passage.text, start, end):
        if _elsewhere().search(passage.text, start, match.start()):
            continue
        first, stop = match.span("title")
        following = re.compile(
            rf"(?:,\s|\sи\s|\sа\sтакже\s)+(?=[А-ЯЁ])(?={ADJECTIVES}(?i:{_noun(oblique=True)})(?![а-яё]))"
        )
        parts = list(following.finditer(passage.text, first, stop))
        edges = [first, *(edge for part in parts for edge in part.span()), stop]
        for one, other in zip(edges[::2], edges[1::2], strict=True):
            limit = TITLE_END.search(passage.text, one, other)
            yield from _titled(passage, one, limit.start() if limit else other, match, None)


def said(turn: int, passages: Iterable[Passage]) -> Iterator[FoundDocument]:
    """Documents that a leader's words say were signed today."""
    for passage in passages:
        for match in _participle().finditer(passage.text):
            clause = _main_clause().search(passage.text, match.start("title"), match.end("title"))
            yield from _titled(
                passage, match.start("title"), clause.start() if clause else match.end("title"), match, turn
            )
        for match in _described().finditer(passage.text):
            if _now().search(passage.text, match.end("title"), match.end()):
                yield from _titled(passage, match.start("title"), match.end("title"), match, turn)
        for start, end in _sentences(passage.text):
            if _now().search(passage.text, start, end) or JOINT.search(passage.text, start, end):
                yield from _settled(passage, start, end, turn, today=False)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences of a passage; a list after a colon goes on with its numbers."""
    start = 0
    for stop in re.finditer(r"(?<!\s\d)(?<!\s\d\d)[.!?…]+(?:\s+|$)(?!\d{1,2}\.\s)", text):
        yield start, min(stop.start(), start + LONGEST_SENTENCE)
        start = stop.end()
    if start < len(text):
        yield start, min(len(text), start + LONGEST_SENTENCE)


def _settled(passage: Passage, start: int, end: int, turn: int | None, *, today: bool) -> Iterator[FoundDocument]:
    """Documents of one sentence: those after the verb, or the one before it (``Соглашение о реке подписано``)."""
    text = passage.text
    verbs = list(_done().finditer(text, start, end))
    stops = [other.start() for other in verbs[1:]] + [end]
    for verb, stop in zip(verbs, stops, strict=False):
        if _elsewhere().search(text, start, end if turn is not None else verb.start()):
            return
        now = _now().search(text, max(start, verb.start() - 40), min(verb.end() + 25, end))
        if today or now or JOINT.match(text, verb.end() + 1):
            yield from _by(passage, start, verb, stop, turn)


def _by(passage: Passage, start: int, verb: re.Match[str], end: int, turn: int | None) -> Iterator[FoundDocument]:
    """Documents of one verb: those behind it, else the one that the sentence begins with."""
    text = passage.text
    items = list(_items(text, verb.end(), end))
    for first, last in items:
        yield from _titled(passage, first, last, verb, turn)
    subject = re.compile(rf"\s*(?P<title>{ADJECTIVES}(?i:{_noun()})(?![а-яё]))").match(text, start, verb.start())
    if not items and subject is not None:
        first = subject.start("title")
        between = re.sub(r"(?:\s+(?:был[аио]?|также|сегодня|уже))*\s*$", "", text[first : verb.start()])
        if MAIN_CLAUSE.search(f"{between} "):
            return  # somebody else does it: ``Резолюция готова, и мы её приняли`` names no title's end
        yield from _titled(passage, first, first + len(between), verb, turn)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Titles after a verb: the first right behind it, the others behind commas, ``и`` and numbers."""
    first = _before_first().match(text, start, end)
    position = first.end() if first else start
    head = re.compile(rf"{ADJECTIVES}«?(?i:{_noun()})(?![а-яё])").match(text, position, end)
    if head is None:
        return
    # Behind ``и`` a plural can be part of the title before it.
    starts = [position] + [
        found.start("title")
        for found in _item_start().finditer(text, head.end(), end)
        if found["before"].strip() != "и" or not found["title"].lower().endswith(PLURAL_ENDS)
    ]
    for one, other in pairwise([*starts, end]):
        stops = [found.start() for end_of in (TITLE_END, _main_clause()) if (found := end_of.search(text, one, other))]
        last = min([*stops, other])
        yield one, one + len(re.sub(r"(?:\s*(?:,|;|\.|\sи|\sа\sтакже|\d\.))+\s*$", "", text[one:last]).rstrip(" ,"))


def _titled(passage: Passage, start: int, end: int, verb: re.Match[str], turn: int | None) -> Iterator[FoundDocument]:
    words = passage.text[start:end].rstrip(" ")
    kind = _kind(words)
    if kind is None or len(words) > LONGEST_TITLE or (turn is not None and TAKEN.match(words)):
        return
    proof = Proof(passage, *(verb.span("verb") if "verb" in verb.groupdict() else verb.span()), "printed")
    for first, last in _complements(words):
        yield _document(passage, start + first, start + last, kind, _status(proof.text), proof, turn)


def _complements(words: str) -> Iterator[tuple[int, int]]:
    """Several complements of one plural (``соглашения о реках, о лесах``) are a title each; else the title is whole."""
    head = re.match(rf"{ADJECTIVES}(?i:{_noun()})\s(?=об?\s)", words)
    parts = list(SEVERAL.finditer(words, head.end())) if head else []
    if head is None or not parts or not head.group().strip().lower().endswith(PLURAL_ENDS):
        yield 0, len(words)
        return
    edges = [head.end(), *(edge for part in parts for edge in part.span()), len(words)]
    yield from zip(edges[::2], edges[1::2], strict=True)


def _document(
    passage: Passage, start: int, end: int, kind: str, status: str, proof: Proof, turn: int | None
) -> FoundDocument:
    title = tidy(passage.text[start:end])
    words = Proof(passage, start, end, "printed")
    amended = AMENDS.search(passage.text, start, end)
    made = FoundDocument(kind, None, title, status, None, None, None, words, proof, mentions=[(turn, words)])
    if amended is not None:
        made.amends_title = tidy(amended["title"][: end - amended.start("title")])
        dated = find_date(made.amends_title)
        made.amends_date = dated.first if dated else None
        made.amends_proof = Proof(passage, amended.start("title"), end, "printed")
    return made


def _kind(words: str) -> str | None:
    """Kind of the first document noun of a title."""
    match = re.search(rf"(?i)(?<![а-яё])(?:{_noun(oblique=True)})(?![а-яё])", words[:90])
    return _kinds()[match.group().lower()] if match else None


@cache
def _statuses() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(row["pattern"], re.IGNORECASE), row["status"])
        for row in rows("russian_adoption.csv")
        if row["status"]
    )


def _status(verb: str) -> str:
    return next(status for pattern, status in _statuses() if pattern.match(verb))
