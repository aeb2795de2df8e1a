"""The words of the floor, read from their table once: one pattern a role."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from csto_cli.data import rows
from csto_cli.patterns import pattern

WORD = "word:"
SPACE = pattern(r" (?![*+])")
# It begins with the set of its marks, which the engine looks for quickly; what may stand before one is asked there.
SENTENCE_END = pattern(
    r"[.!?…;](?:(?<=;) +|(?<!;)(?<![.!?…].)(?<!\b[A-Z].)(?<!\b(?:Mr|Ms|Dr|St|Lt).)(?<!\bMrs.)"
    r"[.!?…]*[\"”’»)\]]*(?: +|$))"
)


@cache
def _sources() -> dict[str, str]:
    """The alternatives of each role; a space in the table stands for a run of spaces."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for row in rows("floor_phrases.csv"):
        if row["role"].startswith(WORD):
            continue
        grouped[row["role"]].append(SPACE.sub(" {1,9}", row["pattern"]))
    return {role: "|".join(f"(?:{pattern})" for pattern in patterns) for role, patterns in grouped.items()}


@cache
def _words(role: str) -> tuple[str, ...]:
    return tuple(row["pattern"] for row in rows("floor_phrases.csv") if row["role"] == WORD + role)


def may_hold(role: str, low: str) -> bool:
    """Whether a text in lower case holds a word without which no phrase of ``role`` stands in it.

    It is quicker than the patterns.
    """
    for word in _words(role):  # noqa: SIM110 - a generator costs more than the search
        if word in low:
            return True
    return False


@cache
def phrase(role: str) -> re.Pattern[str]:
    """Finds the phrases of ``role`` as whole words, whatever their case."""
    return re.compile(rf"(?<!\w)(?:{_sources()[role]})(?!\w)", re.IGNORECASE)


@cache
def cut(role: str) -> re.Pattern[str]:
    """Finds the phrases of ``role``, which may begin with a mark."""
    return re.compile(_sources()[role])


@cache
def marker() -> re.Pattern[str]:
    """Words that hand over the floor, with the courtesies around them (``please go ahead``)."""
    sources = _sources()
    polite = rf"(?:{sources['please']})"
    return re.compile(
        rf"(?<!\w)(?:{polite}(?: +now)?,? +)?(?P<mark>{sources['mark']})(?!\w)(?:,? +{polite}(?!\w))?", re.IGNORECASE
    )


@cache
def leading() -> re.Pattern[str]:
    """Words before a call that name nobody (``And now,``)."""
    return re.compile(rf"(?:(?:{_sources()['lead']})(?: *[,.!–—-]+ *| +|$))+", re.IGNORECASE)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the sentences (and what a semicolon parts) of ``text[start:end]`` start and end, their stop included."""
    found, position = [], start
    for stop in SENTENCE_END.finditer(text, start, end):
        last = stop.start() + len(stop[0].rstrip(" "))
        found.append((position, last))
        position = stop.end()
    if text[position:end].strip(" "):
        found.append((position, end))
    return found
