"""Where a correction's words stand in a source that may have been saved again in other packing."""

from __future__ import annotations

import re

from csto_cli.model import Correction, Span

CONTEXT = 40
"""Letters and digits kept on each side of the words."""
REACH = 2_000
"""Characters of the source that are looked through for them: markup may stand between."""
FITS = 0.75
"""Share of the context that has to agree."""
MOST_PLACES = 1_000
_BETWEEN = r"(?:\s|&nbsp;|&#160;|<[^<>]{0,300}>)+"
_TAG = re.compile(r"<[^<>]*>|^[^<>]*>|<[^<>]*$")


def anchored(correction: Correction, text: str, text_sha256: str) -> Correction:
    """The correction with quote, context and source of its span, so that it can be found again."""
    assert correction.span is not None
    start, end = correction.span.start, correction.span.end
    known = {
        "quote": without_markup(text[start:end]),
        "before": _before(text, start), "after": _after(text, end), "text_sha256": text_sha256,
    }  # fmt: skip
    return correction.model_copy(update=known)


def locate(correction: Correction, text: str, text_sha256: str) -> tuple[int, int] | str:
    """Offsets of the words that a correction is anchored to, or why they are not found for sure.

    The same source gives the place at once; in another one the words are looked for, and what stands around them has
    to agree well at one place and at no other.
    """
    if correction.span is not None and correction.text_sha256 == text_sha256:
        return correction.span.start, correction.span.end
    words = (correction.quote or "").split()
    if not words:
        return "it quotes no words, and was made for another source"
    places = []
    for match in re.finditer(_BETWEEN.join(map(re.escape, words)), text):
        places.append((_agreement(correction, text, match.start(), match.end()), match.start(), match.end()))
        if len(places) > MOST_PLACES:
            return "its words stand at too many places"
    if not places:
        return "its words do not stand there"
    places.sort(reverse=True)
    best, start, end = places[0]
    if best < FITS:
        return "its words stand there, but not between the same others"
    if len(places) > 1 and places[1][0] >= FITS:
        return "its words stand between the same others at several places"
    return start, end


def without_markup(stretch: str) -> str:
    """Words of a stretch of the source: tags and entities of white space out, white space folded."""
    plain = _TAG.sub("", stretch) if "<" in stretch else stretch
    return " ".join(plain.replace("&nbsp;", " ").replace("&#160;", " ").split())


def _agreement(correction: Correction, text: str, start: int, end: int) -> float:
    """Share of the context's letters that stand around a place too; 1 where a correction gives no context."""
    before, after = correction.before or "", correction.after or ""
    total = len(before) + len(after)
    if not total:
        return 1.0
    return (_common(before[::-1], _before(text, start)[::-1]) + _common(after, _after(text, end))) / total


def _common(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _before(text: str, start: int) -> str:
    return _letters(text[max(0, start - REACH) : start])[-CONTEXT:]


def _after(text: str, end: int) -> str:
    return _letters(text[end : end + REACH])[:CONTEXT]


def _letters(text: str) -> str:
    """Letters and digits alone: markup, spaces and signs differ between two copies of one page."""
    return re.sub(r"[\W_]+", "", _TAG.sub(" ", text)).casefold()


def overlaps(span: Span | None, place: tuple[int, int]) -> bool:
    """Whether a span of the record's own source shares a character with a place."""
    return span is not None and span.source is None and span.start < place[1] and place[0] < span.end
