"""A query in FTS5's own syntax, made ready for the index of stems: its words cut, names put into the other script too.

Operators stay as they are (``AND``, ``OR``, ``NOT``, ``NEAR(a b, 5)``, ``"a phrase"``, ``+``, parentheses). The
beginning of a word (``secur*``) is looked up among the words as printed: a stem may be shorter than what was typed.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from csto_cli.corpus.stems import WORD, fold
from csto_cli.errors import UsageError
from csto_cli.parsing.spelling import sound

_TOKEN = re.compile(r'\s*(?:(?P<string>"(?:[^"]|"")*")|(?P<word>[\w\x1a]+)|(?P<sign>.))', re.DOTALL)
NEAR = "NEAR"
_OPERATORS = {"AND", "OR", "NOT"}
_JOINTS = {"(", ")", *_OPERATORS}


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked of the index: the query, whether of the stems, and the words of it to be marked in a text."""

    text: str
    folded: bool
    marks: frozenset[str]
    prefixes: tuple[str, ...]

    def marked(self, word: str, cut: Callable[[str], str]) -> bool:
        """Whether a printed word is one of the query's."""
        plain = fold(word)
        return (cut(word) if self.folded else plain) in self.marks or plain.startswith(self.prefixes)


def query(asked: str, cut: Callable[[str], str], names: Callable[[str], list[str]], *, exact: bool) -> Query:
    """Make a query ready; ``names`` gives the other spellings of a name's word."""
    if any("\ud800" <= sign <= "\udfff" for sign in asked):
        raise UsageError(f"the query {asked!r} is no text", hint="give it in the encoding of the terminal's locale")
    tokens = [match.group().strip() for match in _TOKEN.finditer(asked) if match.group().strip()]
    if '"' in tokens:
        raise UsageError(f"the query {asked!r} opens a quotation and does not end it", hint="close the double quotes")
    if not any(WORD.search(token) for token in tokens if token not in _OPERATORS):
        raise UsageError(
            f"the query {asked!r} has no word to look for", hint="give words, or a phrase in double quotes"
        )
    if exact or "*" in tokens:
        words = [fold(word) for token in tokens if token not in _OPERATORS for word in WORD.findall(token)]
        starts = [fold(WORD.findall(one)[-1]) for one, star in pairwise(tokens)
                  if star == "*" and WORD.search(one)]  # fmt: skip
        return Query(asked, folded=False, marks=frozenset(words), prefixes=tuple(starts))
    marks: set[str] = set()
    runs: list[list[str]] = [[]]
    wide = False
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if token in _JOINTS:
            runs += [[token], []]
        elif token == NEAR and tokens[place + 1 : place + 2] == ["("]:
            end = tokens.index(")", place) if ")" in tokens[place:] else len(tokens) - 1
            inside = tokens[place + 2 : end]
            within = inside.index(",") if "," in inside else len(inside)
            cuts = [_cut(word, cut, marks) if _is_words(word) else word for word in inside[:within]]
            runs[-1].append(f"NEAR({' '.join((*cuts, *inside[within:]))}{tokens[end] if end > place + 1 else ''}")
            place = end
        elif not _is_words(token) or _bound(tokens, place):
            runs[-1].append(_cut(token, cut, marks) if _is_words(token) else token)
        else:
            own = _cut(token, cut, marks)
            others = [_cut(name, cut, marks) for name in names(token)] if not token.startswith('"') else []
            several = list(dict.fromkeys((own, *others)))
            wide = wide or len(several) > 1
            runs[-1].append(own if len(several) == 1 else f"({' OR '.join(several)})")
        place += 1
    # Side by side FTS5 takes words and phrases alone: where one has become a choice, all of them are joined by AND.
    text = " ".join(_and(run) if wide else " ".join(run) for run in runs if run)
    return Query(text, folded=True, marks=frozenset(marks), prefixes=())


def _and(run: list[str]) -> str:
    if len(run) == 1 or run[0] in _JOINTS or not all(part[0] in '"(' or part.startswith(NEAR) for part in run):
        return " ".join(run)
    return f"({' AND '.join(run)})"


def _bound(tokens: list[str], place: int) -> bool:
    """Whether a word is tied to its neighbours by ``+``, ``^``, ``:`` and so may be no choice of several."""
    before, after = tokens[place - 1 : place], tokens[place + 1 : place + 2]
    return bool({*before, *after} & {"+", "^", ":", "{", "}", "-"}) or after == [":"]


def _is_words(token: str) -> bool:
    return token[0] == '"' or token[0].isalnum() or token[0] == "_"


def _cut(token: str, cut: Callable[[str], str], marks: set[str]) -> str:
    words = [cut(word) for word in WORD.findall(token)]
    marks.update(words)
    return f'"{" ".join(words)}"'


def other_spellings(connection: sqlite3.Connection, word: str) -> list[str]:
    """How a name that ``word`` is part of is spelt in the other script: by the people of the store."""
    if not word[:1].isupper():
        return []
    cyrillic = any("а" <= sign <= "я" or sign == "ё" for sign in word.lower())
    found = connection.execute("SELECT DISTINCT word FROM people_words WHERE sound = ? ORDER BY word", (sound(word),))
    return [
        other
        for (other,) in found
        if any("а" <= sign <= "я" or sign == "ё" for sign in other.lower()) != cyrillic and WORD.fullmatch(other)
    ][:10]


def refused(error: sqlite3.Error, asked: str) -> UsageError | None:
    """What is wrong with a query, where the failure says that something is; None for another failure."""
    said = str(error)
    if not said.startswith(
        ("fts5:", "unterminated string", "unknown special query", "no such column", "malformed MATCH")
    ):
        return None
    what = said.removeprefix("fts5: ")
    return UsageError(
        f"the query {asked!r} is not in FTS5's syntax: {what}",
        hint='put words that hold signs into double quotes: "don\'t", "a-b"',
    )
