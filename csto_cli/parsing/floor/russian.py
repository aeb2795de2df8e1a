"""The floor given in Russian: names stand in any case, and people are called by given name and patronymic.

``слово – Татьяне Алексеевне``, ``начнём с Татьяны Алексеевны``, ``пожалуйста, Михаил Владимирович``: each call is
joined to the person it names and to the turn that takes it. Words that can mean other things count only where the
person whom they name speaks next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from csto_cli.formats.block import Block, fold
from csto_cli.parsing.draft import Draft, DraftTurn
from csto_cli.parsing.evidence import words_at
from csto_cli.parsing.floor.giving import Hall, doubt_in_vain, is_voice, once, speakers
from csto_cli.parsing.floor.move import FloorMove
from csto_cli.parsing.floor.phrases import may_hold, phrase, sentences
from csto_cli.parsing.people import Person
from csto_cli.parsing.russian.cases import given_nominatives, is_patronymic, surname_forms
from csto_cli.parsing.russian.naming import plain
from csto_cli.patterns import pattern

NAME = pattern(r"(?<![\w.])[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*")
WORD = pattern(r"[А-ЯЁа-яё][а-яё-]{3,}")
SURNAME, WHOLE, GIVEN, OFFICE = 4, 3, 2, 1
STEM = 5
LAST_SENTENCES = 4
LONGEST_CALL, LONGEST_WHO = 400, 200
FEWEST_SPEAKERS = 3
LARGEST_BUCKET = 64
# What goes on after the words that name somebody.
ASIDE_AFTER = pattern(r", (?:котор|он |она |они |хочу |хотел|чтобы |где |но |и |у )")
EDGES = " ,–—-.!…:;"


class Call(NamedTuple):
    """Words at ``[start, end)`` that call somebody; ``who`` is where the words that name them stand."""

    block: Block
    start: int
    end: int
    who: tuple[int, int] | None
    firm: bool
    alone: bool = False
    """Whether a name is all that the sentence says."""

    @property
    def name(self) -> str:
        """The words that name somebody."""
        return fold(self.block.text[slice(*self.who)]) if self.who else ""


class Callee(NamedTuple):
    """A person as words can call them: forms of the surname, given name or initial, patronymic, stems of offices."""

    person: Person
    surname: frozenset[str]
    given: str
    initial: str
    patronymic: str
    office: frozenset[str]

    @classmethod
    def of(cls, person: Person, patronymic: str) -> Callee:
        """What calls a participant."""
        words = person.name.replace(".", ". ").split()
        forms = frozenset(plain(form) for form in surname_forms(words[-1]))
        given = "" if words[0].endswith(".") else plain(words[0])
        stems = frozenset(_stem(word) for office in person.offices for word in WORD.findall(office.title))
        return cls(person, forms, given, words[0][0], patronymic[:-3].lower(), stems)

    def fits(self, words: str) -> int:
        """How well words name the person; 0 where they do not."""
        names = [match.group() for match in NAME.finditer(words)]
        if any(plain(name) in self.surname for name in names):
            return SURNAME
        for name, following in pairwise([*names, ""]):
            options = {plain(option) for option in given_nominatives(name)}
            if not options or is_patronymic(name):
                continue
            agrees = self.given in options if self.given else any(option[0] == self.initial for option in options)
            if agrees and is_patronymic(following):
                return (WHOLE if following.lower().startswith(self.patronymic) else 0) if self.patronymic else GIVEN
            if agrees and self.given and len(names) == 1:
                return GIVEN
        stems = {_stem(word) for word in WORD.findall(words)}
        return OFFICE if len(stems & self.office) > 1 or (len(stems) == 1 and stems < self.office) else 0


def _stem(word: str) -> str:
    return plain(word.lower())[:STEM]


class Callees:
    """The people of a record, by participant and by the words that can call them."""

    def __init__(self, draft: Draft) -> None:
        people = [person for person in draft.people if not person.voice]
        self._by_id = {p.id: Callee.of(p, draft.patronymics.get(p.name, "")) for p in people}
        self._by_word: dict[str, list[Callee]] = defaultdict(list)
        for callee in self._by_id.values():
            for word in {*callee.surname, callee.given}:
                self._by_word[word].append(callee)

    def rank(self, person: Person, words: str) -> int:
        """How well words name a participant; 0 where they do not."""
        return self._by_id[person.id].fits(words) if person.id in self._by_id else 0

    def named(self, words: str) -> list[Person]:
        """Those whom a name among the words fits best, wherever in the record they speak."""
        found: dict[str, Callee] = {}
        for name in NAME.findall(words):
            for word in {plain(name), *map(plain, given_nominatives(name))}:
                bucket = self._by_word.get(word, [])
                if word and len(bucket) <= LARGEST_BUCKET:
                    found |= {callee.person.id: callee for callee in bucket}
        ranked = [(callee.fits(words), callee.person) for callee in found.values()]
        top = max((rank for rank, _ in ranked), default=0)
        return [person for rank, person in ranked if rank == top and rank >= GIVEN]


def given_in_russian(draft: Draft) -> list[FloorMove]:
    """Every time the floor is given in a Russian record; a call in vain is entered among the record's problems."""
    hall = Hall.of(draft)
    callees = Callees(draft)
    talk = len({turn.person.id for turn in draft.turns if turn.person and not turn.person.voice}) < FEWEST_SPEAKERS
    told = [(turn, list(_calls(turn))) for turn in draft.turns if turn.person is not None and not is_voice(turn.person)]
    presiding = {
        turn.person.id for turn, made in told if turn.person and (turn.index == 0 or any(c.firm for c in made))
    }
    moves: list[FloorMove] = []
    for turn, made in told:
        for call in made:
            if not call.firm and (talk or turn.person is None or turn.person.id not in presiding):
                continue
            move = _move(call, turn, hall, callees)
            # A name at the end is also how those in the hall address who presides.
            if move is not None and not (call.alone and move.to is not None and move.to.id in presiding):
                moves.append(move)
    # A bare courtesy gives the floor only where the same person also calls somebody by name.
    callers = {move.by.id for move in moves if move.by and move.to_text}
    kept = once(_fullest([move for move in moves if move.to_text or (move.by and move.by.id in callers)]))
    for move in kept:
        doubt_in_vain(draft, move, hall)
    return kept


def _calls(turn: DraftTurn) -> Iterator[Call]:
    """Calls of a turn, in order; words that can mean other things only near its end."""
    last = len(turn.paragraphs) - 1
    for i, paragraph in enumerate(turn.paragraphs):
        if i < last and not may_hold("call", paragraph.low):
            continue
        block = paragraph.block
        found = [bounds for a, b in paragraph.spoken() for bounds in sentences(block.text, a, b)]
        for k, (start, end) in enumerate(found):
            near = i == last and k >= len(found) - LAST_SENTENCES
            call = _call(block, start, end, near=near, ends=i == last and k == len(found) - 1)
            if call is not None and end - start <= LONGEST_CALL:
                yield call


def _call(block: Block, start: int, end: int, *, near: bool, ends: bool) -> Call | None:
    text = block.text
    if phrase("no_call").search(text, start, end):
        return None
    handed = phrase("handed").search(text, start, end) or _word_first(text, start, end)
    if handed is not None:
        after = _trimmed(text, handed.end(), end)
        who = (
            after if after is not None and _calls_somebody(text[slice(*after)]) else _names(text, start, handed.start())
        )
        later = phrase("later_on").search(text, start, end) is not None
        return Call(block, start, end, who, firm=who is not None and not later)
    if phrase("yours").search(text, start, end):
        return Call(block, start, end, _names(text, start, end), firm=True)
    if not near:
        return None
    if phrase("begun").search(text, start, end):
        names = _names(text, start, end)
        return Call(block, start, end, names, firm=False) if names else None
    polite = phrase("courtesy").search(text, start, end)
    if polite is not None and not text[start:end].endswith("?"):
        who = _names(text, start, end)
        return Call(block, start, end, who, firm=False) if who or _is_bare(text[start:end]) else None
    who = _names(text, start, end) if ends else None
    return Call(block, start, end, who, firm=False, alone=True) if who and who[0] == start else None


def _word_first(text: str, start: int, end: int) -> re.Match[str] | None:
    """``Слово`` at the start of a sentence, or after a courtesy at its start."""
    polite = phrase("courtesy").match(text, start, end)
    position = polite.end() if polite else start
    while position < end and text[position] in EDGES:
        position += 1
    return phrase("word_first").match(text, position, end)


def _is_bare(sentence: str) -> bool:
    """Is a courtesy all that is said? ``Пожалуйста.``, ``Да, пожалуйста, прошу Вас.``."""
    return len(sentence.split()) <= 4


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    aside = ASIDE_AFTER.search(text, start, end)
    end = aside.start() if aside else end
    words = text[start:end]
    start += len(words) - len(words.lstrip(EDGES))
    end = start + len(text[start:end].rstrip(EDGES))
    return (start, min(end, start + LONGEST_WHO)) if start < end else None


def _calls_somebody(words: str) -> bool:
    return NAME.search(words) is not None or len(words.split()) > 1


def _names(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the first name of a stretch stands, with the names right after it; a sentence's first word may be none."""
    first: tuple[int, int] | None = None
    for match in NAME.finditer(text, start, end):
        if first is not None and text[first[1] : match.start()].strip(" []"):
            break
        if first is None and not _is_name(match.group()):
            continue
        first = (first[0] if first else match.start(), match.end())
    return first


def _is_name(word: str) -> bool:
    """A capitalised word that is no courtesy or common opening word."""
    return not any(phrase(role).fullmatch(word) for role in ("courtesy", "thanks", "no_name"))


def _move(call: Call, turn: DraftTurn, hall: Hall, callees: Callees) -> FloorMove | None:
    words = words_at(call.block, call.start, call.end)
    ahead = list(hall.ahead(turn))
    if call.who is None:
        return _unnamed(call, turn, hall, ahead)
    fitting_ahead = [
        ((rank, hall.first.get(person.id) == other.index, -other.index), other, person)
        for other in ahead
        for person in speakers(other)
        if person is not turn.person and (rank := callees.rank(person, call.name))
    ]
    if fitting_ahead:
        # Of two whom a given name fits, the one who has not spoken yet is meant.
        _, other, person = max(fitting_ahead, key=lambda found: found[0])
        return FloorMove("given", turn.person, person, call.name, turn.index, other.index, words)
    if not call.firm:
        return None
    fitting = [person for person in callees.named(call.name) if person is not turn.person]
    if fitting:
        to = fitting[0] if len(fitting) == 1 else None
        return FloorMove("given", turn.person, to, call.name, turn.index, None, words)
    # Nobody known is named: whoever speaks next for the first time took the floor, unless a full name says otherwise.
    names = NAME.findall(call.name)
    taker = hall.taker(turn, strict=False) if not any(map(is_patronymic, names)) else None
    taken = taker.index if taker is not None else None
    if taken is None and not any(map(_is_name, names)):
        return None
    return FloorMove("given", turn.person, None, call.name, turn.index, taken, words)


def _unnamed(call: Call, turn: DraftTurn, hall: Hall, ahead: Sequence[DraftTurn]) -> FloorMove | None:
    """A call without a name: the next speaker, unless that one spoke before and is only thanked or allowed to go on."""
    taker = hall.taker(turn, strict=True)
    if taker is None or not ahead or taker.person is None or taker.person.voice:
        return None
    before = hall.turns[turn.index - 1] if turn.index else None
    if not call.firm and before is not None and before.person is taker.person:
        return None
    words = words_at(call.block, call.start, call.end)
    return FloorMove("given", turn.person, taker.person, None, turn.index, taker.index, words)


def _fullest(moves: Sequence[FloorMove]) -> list[FloorMove]:
    """Calls of one turn that the same turn takes are one: it has the fullest words, and the person that any names."""
    best: dict[tuple[int | None, int | str | None], FloorMove] = {}
    for move in moves:
        called = move.turn, move.taken_in_turn if move.taken_in_turn is not None else move.to_text
        other = best.get(called)
        if other is None:
            best[called] = move
        elif len(move.to_text or "") > len(other.to_text or ""):
            move.to = move.to or other.to
            best[called] = move
        else:
            other.to = other.to or move.to
    return list(best.values())
