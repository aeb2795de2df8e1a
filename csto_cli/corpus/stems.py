"""Words as a folded search compares them: small letters, no accents, ``ё`` as ``е``, cut to their stems.

A word in Cyrillic is cut as a Russian one, any other as an English one, whatever the record's language: records quote
one another, and the two sides of a search must agree. The stems are Snowball's (the extra ``corpus``); a store that was
built without it holds folded words, and says so in its table ``about``. Each sign of Chinese and Japanese is a word of
its own, since these are written without spaces: words side by side are found as the phrase that their signs are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

from csto_cli.errors import MissingExtraError
from csto_cli.query.people import UNSPACED

NAME_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")
"""A word of a name, whatever its script."""
WORD = re.compile(rf"[{UNSPACED}]|[^\W_{UNSPACED}][^\W_\u0300-\u036f{UNSPACED}]*(?:[\u0300-\u036f]+[^\W_{UNSPACED}]*)*")
"""A word as it is looked up."""
HOW = "2"
"""Counts up where words are taken apart in another way: then a store's are cut again."""
FOLDED = f"folded words/{HOW}"
_RUSSIAN = re.compile("[а-я]")


@cache
def available() -> str:
    """Name and version of what cuts words here; ``FOLDED`` where nothing does."""
    try:
        import snowballstemmer  # noqa: F401 - asked whether it is there
    except ImportError:
        return FOLDED
    from importlib.metadata import version

    return f"snowballstemmer {version('snowballstemmer')}/{HOW}"


def stemmer(name: str) -> Callable[[str], str]:
    """What cuts a printed word as the store of that stemmer does; raises where it is not installed."""
    if name.partition("/")[0] == FOLDED.partition("/")[0]:
        return fold
    if available() == FOLDED:
        raise MissingExtraError(
            f"the store's words are cut by {name}, which is not installed",
            hint="pip install 'csto-cli[corpus]', or search words as printed with --exact",
        )
    return _stem


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in small letters without accents; the breve of ``й`` stays, the dots of ``ё`` go."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", word).casefold().replace("ё", "е"))
    kept = "".join(sign for sign in plain if not unicodedata.combining(sign) or sign == "\u0306")
    return "".join(WORD.findall(unicodedata.normalize("NFC", kept)))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    plain = fold(word)
    russian, english = _stemmers()
    stem: str = (russian if _RUSSIAN.search(plain) else english)(plain)
    return stem or plain


@cache
def _stemmers() -> tuple[Callable[[str], str], Callable[[str], str]]:
    import snowballstemmer

    return snowballstemmer.stemmer("russian").stemWord, snowballstemmer.stemmer("english").stemWord


def stems(text: str, cut: Callable[[str], str]) -> str:
    """The words of a text, each cut by ``cut``, apart by spaces."""
    return " ".join(cut(word) for word in WORD.findall(text))
