"""Finding words whatever their case, quotation marks, dashes, accents and spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from csto_cli.patterns import pattern

Search = Callable[[str], Iterable[tuple[int, int]]]
"""Finds stretches ``[start, end)`` of a text."""

QUOTATION_MARKS = "\"'`´ʼ‘’‚‛“”„‟«»‹›″′「」『』"
DASHES = "-‐‑‒–—―−﹘﹣－"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_GAP = pattern(r"\s*(?:\[(?:…|\.\.\.)\]|<(?:…|\.\.\.)>|\((?:…|\.\.\.)\)|…|\.\.\.)\s*")


@lru_cache(maxsize=4096)
def _sign(sign: str) -> str:
    """What one character is compared as."""
    if sign in QUOTATION_MARKS or sign in _INVISIBLE:
        return ""
    if sign in DASHES:
        return "-"
    if sign.isspace():
        return " "
    if sign in "ёЁ":
        return "е"
    plain = unicodedata.normalize("NFKD", sign)
    if len(plain) > 1 and plain[0] < "\u0400":
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    else:
        plain = unicodedata.normalize("NFKC", sign)
    return plain.casefold()


def fold(text: str) -> tuple[str, list[int]]:
    """Text as it is compared, and for each of its characters the offset in ``text`` that it stands for."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for plain in _sign(sign):
            last = signs[-1] if signs else " "
            if plain == " " and last in " -":
                continue
            if plain == "-" and last == " " and signs:
                signs[-1], places[-1] = "-", place
                continue
            if plain == "-" and last == "-" and signs:
                continue
            signs.append(plain)
            places.append(place)
    return "".join(signs), places


def finder(words: str) -> Search:
    """A search for ``words``; three full stops or an ellipsis among them stand for any words left out."""
    parts = [part for part in (fold(piece)[0].strip() for piece in _GAP.split(words)) if part]

    def search(text: str) -> Iterator[tuple[int, int]]:
        if not parts:
            return
        folded, places = fold(text)
        position = 0
        while (begin := folded.find(parts[0], position)) >= 0:
            end = begin + len(parts[0])
            for part in parts[1:]:
                found = folded.find(part, end)
                if found < 0:
                    return
                end = found + len(part)
            yield places[begin], places[end - 1] + 1
            position = end

    return search


def context(text: str, start: int, end: int, words: int) -> tuple[str, str]:
    """Up to ``words`` words before and after the stretch ``[start, end)``, on one line each."""
    before = text[:start].split()
    after = text[end:].split()
    return " ".join(before[-words:] if words else []), " ".join(after[:words])
