"""Spellings of one name: when are two printed names the same person's?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from csto_cli.data import rows
from csto_cli.patterns import pattern

# Romanisations that stand for one sound, applied in order after letters are folded.
ROMANISATIONS = (
    ("y", "i"), ("j", "i"), ("ii", "i"), ("io", "e"), ("ie", "e"), ("x", "ks"), ("kh", "h"), ("ph", "f"), ("w", "v"),
    ("dzh", "j"), ("ck", "k"),
)  # fmt: skip
NO_LETTERS = pattern(r"[\W_]+")
VOWELS = pattern(r"[aeiou]+")
SHORTEST_FUZZY = 6


@cache
def _latin() -> dict[int, str]:
    return str.maketrans({row["letter"]: row["latin"] for row in rows("cyrillic_latin.csv")})


def ascii_fold(text: str) -> str:
    """Lower-case Latin letters without diacritics; Cyrillic is transliterated."""
    if text.isascii():
        return text.lower()
    latin = text.lower().translate(_latin())
    return "".join(c for c in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(c))


def slug(text: str, fallback: str = "unnamed") -> str:
    """An identifier of ASCII letters, digits and hyphens; a name in a script without a table is its code points."""
    plain = re.sub(r"[^a-z0-9]+", "-", ascii_fold(text).replace("’", "").replace("'", "")).strip("-")[:80]
    if plain:
        return plain
    points = [f"{ord(sign):x}" for sign in text if sign.isalpha()]
    return f"u-{'-'.join(points[:12])}" if points else fallback


@lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """What stays of a name whatever its case, spaces, hyphens and diacritics."""
    return NO_LETTERS.sub("", ascii_fold(name))


@lru_cache(maxsize=1 << 14)
def sound(word: str) -> str:
    """A word's letters with variants of romanisation made equal (``Sergey`` and ``Sergei``, ``Pyotr`` and ``Petr``)."""
    text = key(word)
    for variant, common in ROMANISATIONS:
        text = text.replace(variant, common)
    return text


def name_words(name: str) -> list[str]:
    """Words of a name; initials glued to one another and to the surname are words too (``В.Путин``)."""
    return name.replace(".", ". ").split() if "." in name else name.split()


def same_person(one: str, other: str) -> str:
    """How two names of at least two words are one person's: ``same``, ``fuller``, ``spelling``, or empty for no.

    ``fuller``: the first words agree and one name has words that the other lacks, or an initial.
    ``spelling``: sounds agree, or a single slip of the pen sets the names apart.
    """
    if key(one) == key(other):
        return "same"
    a, b = name_words(one), name_words(other)
    if len(a) < 2 or len(b) < 2:
        return ""
    if len(a) != len(b) or _is_initial(a[0]) or _is_initial(b[0]):
        longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
        if _first_agrees(longer[0], shorter[0]) and _is_within(
            [sound(w) for w in shorter[1:]], [sound(w) for w in longer[1:]]
        ):
            return "fuller"
    if len(a) != len(b) or any(sound(x) != sound(y) for x, y in zip(a[1:-1], b[1:-1], strict=True)):
        return ""
    first, last = sound(a[0]) == sound(b[0]), sound(a[-1]) == sound(b[-1])
    if (first and (last or _one_slip(key(a[-1]), key(b[-1])))) or (last and _same_consonants(a[0], b[0])):
        return "spelling"
    return ""


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1


def _first_agrees(one: str, other: str) -> bool:
    if _is_initial(one) or _is_initial(other):
        return key(one)[:1] == key(other)[:1]
    return sound(one) == sound(other)


def _is_within(shorter: list[str], longer: list[str]) -> bool:
    words = iter(longer)
    return all(word in words for word in shorter)


def _same_consonants(one: str, other: str) -> bool:
    a, b = VOWELS.sub("", sound(one)), VOWELS.sub("", sound(other))
    ends_alike = (one[-1:] == "a") == (other[-1:] == "a")
    return len(a) > 2 and a == b and ends_alike


def _one_slip(one: str, other: str) -> bool:
    """One letter put in, left out or changed; not an ``a`` at the end, which tells a woman's surname from a man's."""
    if min(len(one), len(other)) < SHORTEST_FUZZY or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    if one + "a" == other or other + "a" == one:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    i = next((i for i, (x, y) in enumerate(zip(longer, shorter, strict=False)) if x != y), len(shorter))
    return longer[i + 1 :] == shorter[i + (len(one) == len(other)) :]


def running_case(name: str) -> str:
    """A name in the case of running text: words in capitals get a capital and small letters; Roman numerals stay."""
    return " ".join(_running_word(word) for word in name.split())


def _running_word(word: str) -> str:
    letters = re.sub(r"\W", "", word)
    if len(letters) < 2 or not letters.isupper() or re.fullmatch(r"[IVX]+", letters):
        # Case damage such as PeskoV: a capital at the very end of a word otherwise small.
        if len(letters) > 3 and letters[-1].isupper() and letters[1:-1].islower():
            return word[:-1] + word[-1].lower()
        return word
    return re.sub(r"[^\W\d_]+", lambda match: match.group().capitalize(), word)
