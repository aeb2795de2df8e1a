"""Calls to speak: the sentences of a turn that hand over the floor, and the words in them that name somebody.

A call is ``firm`` where its words can mean nothing else ("I give the floor to", "you have the floor"). Other calls
("Mr Belov, please.", "I would like to ask Mr Belov to report") count only where the person called speaks next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from csto_cli.formats.block import Block, fold
from csto_cli.parsing.draft import DraftParagraph, DraftTurn
from csto_cli.parsing.floor.called import Token, is_addressed, names_somebody, tokens
from csto_cli.parsing.floor.phrases import cut, leading, marker, may_hold, phrase, sentences
from csto_cli.parsing.geography import is_place
from csto_cli.parsing.names import SMALL, is_capitalised, is_particle, kind_of
from csto_cli.patterns import pattern

LAST_PARAGRAPHS = 3
LAST_SENTENCES = 5
LONGEST_NAME, LONGEST_NAME_ALONE, LONGEST_LAST = 200, 80, 160
LONGEST_MARKED = 220
LONGEST_ADDRESS = 10
TITLED = pattern(r"(?:my|our|the|his|her) +[a-z][a-z -]*, +(?=(?:the +)?[A-Z])")
ARTICLE = pattern(r"[Tt]he +|[Oo]ur +(?=[A-Z])")
EDGES = " ,–—-"
COURTESY = pattern(r"\bplease\b|\b(?:could|can|would|will) +you\b", re.IGNORECASE)


Readers = tuple[tuple[str, Callable[[Block, int, int], "Call | None"]], ...]


class Call(NamedTuple):
    """A call at ``[start, end)`` of a block's display text; ``who`` is where the words that name somebody stand."""

    block: Block
    start: int
    end: int
    who: tuple[int, int] | None
    firm: bool
    """Whether the words can mean nothing else than giving the floor."""
    yields: bool = False
    """Whether they say "floor", and not only "go ahead" or "please"."""
    plan: bool = False
    """Whether they tell of a later time."""
    must_fit: bool = True
    """Whether only the next speaker can be meant."""

    @property
    def name(self) -> str:
        """The words that name somebody, as printed; empty where there are none."""
        return fold(self.block.text[slice(*self.who)]) if self.who else ""


def calls(turn: DraftTurn) -> Iterator[Call]:
    """The calls of a turn, in order; words that can mean other things only near its end."""
    last = len(turn.paragraphs) - LAST_PARAGRAPHS
    for i, paragraph in enumerate(turn.paragraphs):
        near = i >= last
        if may_hold("near" if near else "firmly", paragraph.low):
            yield from _paragraph(paragraph, near=near)
    if turn.paragraphs and (call := _name_alone(turn.paragraphs[-1])) is not None:
        yield call


def _name_alone(paragraph: DraftParagraph) -> Call | None:
    """A turn's last sentence that is a name and nothing else (``Mr Belov.``)."""
    block = paragraph.block
    start, end = paragraph.spoken()[-1]
    start, end = sentences(block.text, max(start, end - LONGEST_LAST), end)[-1]
    if end - start > LONGEST_NAME_ALONE or block.text[start:end].endswith("?"):
        return None
    order = cut("order").match(block.text, start, end)
    first = order.end() if order else start
    who = _trimmed(block.text, first, end)
    if who is None or not _is_name(said := block.text[slice(*who)]) or not names_somebody(said):
        return None
    return Call(block, start, end, who, firm=False) if not leading().match(block.text, first, end) else None


def _paragraph(paragraph: DraftParagraph, *, near: bool) -> Iterator[Call]:
    """Calls of one paragraph."""
    block = paragraph.block
    found = [bounds for a, b in paragraph.spoken() for bounds in sentences(block.text, a, b)]
    near_readers = tuple((role, reader) for role, reader in READERS if may_hold(role, paragraph.low))
    firm_readers = tuple(entry for entry in near_readers if entry in FIRM_READERS)
    for i, (start, end) in enumerate(found):
        close = near and i >= len(found) - LAST_SENTENCES
        call = _call(block, start, end, near_readers if close else firm_readers)
        if call is not None and (close or (call.firm and call.who and call.yields)):
            yield call


def _call(block: Block, start: int, end: int, readers: Readers) -> Call | None:
    """The call that a sentence makes, if it makes one that ``readers`` know."""
    if not readers:
        return None
    low = block.text[start:end].lower()
    for role, reader in readers:
        if may_hold(role, low) and (call := reader(block, start, end)) is not None:
            return call
    return None


def _given(block: Block, start: int, end: int) -> Call | None:
    """``I give the floor to Mr Belov``: said by the speaker, of now or of a plan; not reported, denied or asked."""
    text = block.text
    match = phrase("to").search(text, start, end)
    who = _named(text, match.end(), end) if match else None
    if match is None or who is None or text[start:end].rstrip().endswith("?"):
        return None
    if phrase("barred").search(text, start, match.start()) or not phrase("subject").search(text, start, match.start()):
        return None
    plan = phrase("plan").search(text, start, match.start()) and not phrase("now").search(text, start, match.start())
    stop = _past_courtesy(text, who[1], end)
    return Call(block, start, stop, who, firm=not plan, yields=True, plan=bool(plan), must_fit=bool(plan))


def _past_courtesy(text: str, position: int, end: int) -> int:
    """The end of the sentence where nothing but its stop follows."""
    return end if not text[position:end].strip(" .!…") else position


def _next(block: Block, start: int, end: int) -> Call | None:
    """``Our next speaker is Mr Belov``."""
    match = phrase("next").search(block.text, start, end)
    who = _named(block.text, match.end(), end) if match else None
    if who is None:
        return None
    return Call(block, start, _past_courtesy(block.text, who[1], end), who, firm=True, yields=True, must_fit=False)


def _named(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words that name somebody from ``start`` on, without what introduces or follows them."""
    stop = cut("ends").search(text, start, end)
    end = stop.start() if stop else end
    if end - start > LONGEST_NAME:
        comma = text.find(",", start, start + LONGEST_NAME)
        end = comma if comma > 0 else start + len(text[start : start + LONGEST_NAME].rpartition(" ")[0])
    return _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """``[start, end)`` without marks at its ends, articles and introductions (``our first speaker,``)."""
    end = start + len(text[start:end].rstrip(EDGES + ".!…"))
    start = end - len(text[start:end].lstrip(EDGES))
    for skipped in (TITLED, ARTICLE):
        match = skipped.match(text, start, end)
        start = match.end() if match and match.end() < end else start
    return (start, end) if start < end else None


def _marked(block: Block, start: int, end: int) -> Call | None:
    """``Mr Belov, you have the floor``, ``Go ahead, Mr Belov``, ``Mr Belov, please``, or the bare words."""
    if end - start > LONGEST_MARKED or block.text[start:end].rstrip().endswith("?"):
        return None
    match = marker().search(block.text, start, end)
    if match:
        yields = not phrase("mild").search(match["mark"])
        return _around(block, (start, end), match.span(), firm=True, yields=yields)
    match = phrase("please").search(block.text, start, end)
    return _around(block, (start, end), match.span(), firm=False, yields=False) if match else None


def _around(
    block: Block, sentence: tuple[int, int], words: tuple[int, int], *, firm: bool, yields: bool
) -> Call | None:
    """The call of marking ``words``, with somebody named before or after them and nothing else in the sentence."""
    text, (start, end) = block.text, sentence
    lead = leading().match(text, start, words[0])
    before = _trimmed(text, lead.end() if lead else start, words[0])
    after = _trimmed(text, words[1], end)
    named = [who for who in (before, after) if who is not None]
    if all(_is_name(text[slice(*who)]) for who in named):
        who = next((who for who in named if is_addressed(text[slice(*who)])), named[0] if named else None)
        must_fit = not firm and who is not None and not _is_sure(text[slice(*who)])
        return Call(block, start, end, who, firm=firm, yields=yields, must_fit=must_fit)
    set_apart = text[start : words[0]].rstrip(" ")[-1:] in (",", "–", "—")
    if firm and after is None and set_apart and len(tokens(text[start : words[0]])) <= LONGEST_ADDRESS:
        return Call(block, start, end, None, firm=True, yields=yields, must_fit=False)
    return None


def _is_name(words: str) -> bool:
    """Whether the words name somebody or a place: each begins with a capital, or is a word of offices."""
    found = tokens(words)
    if not found or any(mark in words for mark in ".:;?!"):
        return False
    inner = [token for token in found if not (is_capitalised(token.text) or token.text[0].isdigit())]
    return len(inner) < len(found) and all(_is_small(token) for token in inner)


def _is_small(token: Token) -> bool:
    """Whether a lower-case word can stand inside a name or office."""
    return bool(kind_of(token.low)) or token.low in SMALL or is_particle(token.text)


def _is_sure(words: str) -> bool:
    """Whether the words can be nothing but a person's or a place's: an honorific before a name, or a known place."""
    return is_addressed(words) or is_place(words)


@cache
def _to_speak() -> re.Pattern[str]:
    """``to report``, ``to say a few words``."""
    return re.compile(rf" to +(?:{phrase('speak').pattern})", re.IGNORECASE)


@cache
def _tell_us() -> re.Pattern[str]:
    """``, please tell us``, ``, could you report``."""
    courtesy = r"(?:please,? +)?(?:(?:could|can|would|will) +you +)?(?:please,? +)?"
    return re.compile(rf", *{courtesy}(?:{phrase('speak').pattern})", re.IGNORECASE)


def _asked(block: Block, start: int, end: int) -> Call | None:
    """``I would like to ask Mr Belov to report``, ``Let us begin with Mr Belov``, ``Mr Belov, please tell us``."""
    text = block.text
    low = text[start:end].lower()
    if may_hold("ask", low) and (match := phrase("ask").search(text, start, end)):
        spoken = _to_speak().search(text, match.end(), end)
        who = _named(text, match.end(), spoken.start()) if spoken else None
        return Call(block, start, spoken.end(), who, firm=False) if spoken and who else None
    if may_hold("begin", low) and (match := phrase("begin").search(text, start, end)):
        about = cut("about").search(text, match.end(), end)
        who = _named(text, match.end(), about.start() if about else end)
        return Call(block, start, who[1], who, firm=False) if who and _is_name(text[slice(*who)]) else None
    return _addressed(block, start, end) if may_hold("addressed", low) else None


def _addressed(block: Block, start: int, end: int) -> Call | None:
    """``Mr Belov, please tell us``, ``Mr Belov, tell us about it, please``: only with a word of courtesy."""
    text = block.text
    lead = leading().match(text, start, end)
    first = lead.end() if lead else start
    asks = _tell_us().search(text, first, end)
    if not asks or not COURTESY.search(text, start, end):
        return None
    who = _trimmed(text, first, asks.start())
    return Call(block, start, asks.end(), who, firm=False) if who and _is_name(text[slice(*who)]) else None


FIRM_READERS: Readers = (("given", _given), ("next", _next), ("marked", _marked))
"""Who reads which call, tried in order; the role names the words without which there is none."""

READERS: Readers = (*FIRM_READERS, ("asked", _asked))
"""With who reads calls that are never firm."""
