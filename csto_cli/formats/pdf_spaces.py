"""Spaces inside words: where letters are set wide, an extractor takes the gap between two of them for a space.

Whether a narrow gap parts two words, the document itself tells: ``coopera tion`` is one word where ``cooperation``
stands elsewhere in it, or where neither half does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csto_cli.patterns import pattern

WORD = pattern(r"\w+")
LETTERS_BEFORE = pattern(r"\w+$")
LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class PageText:
    """Text of a page, and the offsets of spaces that stand for a narrow gap."""

    text: str
    narrow: tuple[int, ...] = ()


def closed_up(pages: Sequence[PageText]) -> list[str]:
    """The texts of the pages without the narrow spaces that part no words."""
    if not any(page.narrow for page in pages):
        return [page.text for page in pages]
    words = Counter(word for page in pages for word in WORD.findall(page.text.lower()))
    return [_closed_up(page, words) for page in pages]


def _closed_up(page: PageText, words: Counter[str]) -> str:
    parts, position = [], 0
    for space in page.narrow:
        if _is_inside_word(page.text, space, words):
            parts.append(page.text[position:space])
            position = space + 1
    parts.append(page.text[position:])
    return "".join(parts)


def _is_inside_word(text: str, space: int, words: Counter[str]) -> bool:
    before = LETTERS_BEFORE.search(text, max(space - LONGEST_WORD, 0), space)
    after = WORD.match(text, space + 1)
    if before is None or after is None:
        return text[space + 1] in ",-"
    left, right = before.group().lower(), after.group().lower()
    return words[left + right] > 0 or (words[left] < 2 and words[right] < 2)
