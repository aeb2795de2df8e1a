"""Cases of Russian names: which forms a surname has, and which nominative a given name in another case comes from.

The rules are those of the school grammar (declension of given names and of surnames, Rosenthal's handbook, sections
150 to 152). They need no dictionary: a surname's nominative is known from a label, its form tells the case, and the
case tells how the given name before it is to be undone. Where several nominatives are left, all are returned, the
known given names first.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from csto_cli.data import rows
from csto_cli.parsing.names import is_given_name

NOMINATIVE, GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, PREPOSITIONAL = "nom", "gen", "dat", "acc", "ins", "loc"
OBLIQUE = (GENITIVE, DATIVE, ACCUSATIVE, INSTRUMENTAL, PREPOSITIONAL)
ALL = frozenset((NOMINATIVE, *OBLIQUE))
HUSHING = "жшчщц"
VELAR = "гкх" + HUSHING
VOWELS = "аеёиоуыэюя"
# Endings of a declension in the order genitive, dative, accusative, instrumental, prepositional.
HARD = ("а", "у", "а", "ом", "е")
SOFT = ("я", "ю", "я", "ем", "е")
FEMALE_HARD = ("ы", "е", "у", "ой", "е")
FEMALE_SOFT = ("и", "е", "ю", "ей", "е")
POSSESSIVE = ("а", "у", "а", "ым", "е")
FEMALE_POSSESSIVE = ("ой", "ой", "у", "ой", "ой")
ADJECTIVE = ("ого", "ому", "ого", "им", "ом")
HARD_ADJECTIVE = ("ого", "ому", "ого", "ым", "ом")
SOFT_ADJECTIVE = ("его", "ему", "его", "им", "ем")
FEMALE_ADJECTIVE = ("ой", "ой", "ую", "ой", "ой")
FEMALE_SOFT_ADJECTIVE = ("ей", "ей", "юю", "ей", "ей")
POSSESSIVE_ENDS = ("ов", "ев", "ёв", "ин", "ын")


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Forms with a vowel that comes and goes: form to nominative and case (``Павла``: ``Павел``)."""
    return {row["form"]: (row["name"], row["case"]) for row in rows("russian_irregular_names.csv")}


@cache
def men_in_a() -> frozenset[str]:
    """Names of men that end as women's names do (``Никита``)."""
    return frozenset(row["name"] for row in rows("russian_irregular_names.csv") if row["case"] == "men")


def _declined(stem: str, endings: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(stem + ending, case) for ending, case in zip(endings, OBLIQUE, strict=True)]


@cache
def surname_forms(surname: str) -> dict[str, frozenset[str]]:
    """Every form that a surname (given in the nominative) can have, with the cases that it can stand for."""
    forms: dict[str, set[str]] = defaultdict(set)
    forms[surname].add(NOMINATIVE)
    for form, case in _surname_declensions(surname):
        forms[form].add(case)
    if len(forms) == 1 or not surname.endswith(("а", "я", "ий", "ый", "ой")):
        # A woman's surname in a consonant, and one in a vowel that is foreign, has one form for all cases.
        forms[surname] |= {*OBLIQUE} if _can_stand_still(surname) else set()
    return {form: frozenset(cases) for form, cases in forms.items()}


def _can_stand_still(surname: str) -> bool:
    return not surname.endswith(POSSESSIVE_ENDS)


def _surname_declensions(surname: str) -> list[tuple[str, str]]:
    low = surname.lower()
    if "-" in surname:
        head, _, tail = surname.rpartition("-")
        return [(f"{head}-{form}", case) for form, case in _surname_declensions(tail)] + [
            (f"{one}-{other}", case)
            for one, case in _surname_declensions(head)
            for other, also in _surname_declensions(tail)
            if case == also
        ]
    if low.endswith(POSSESSIVE_ENDS):
        return _declined(surname, POSSESSIVE)
    if low.endswith(("ова", "ева", "ёва", "ина", "ына")):
        return _declined(surname[:-1], FEMALE_POSSESSIVE) + _declined(surname[:-1], FEMALE_HARD)
    if low.endswith("ая"):
        return _declined(surname[:-2], FEMALE_ADJECTIVE)
    if low.endswith("яя"):
        return _declined(surname[:-2], FEMALE_SOFT_ADJECTIVE)
    if low.endswith(("ский", "цкий", "кий", "гий", "хий")):
        return _declined(surname[:-2], ADJECTIVE)
    if low.endswith(("чий", "щий", "ний", "жий", "ший")):
        return _declined(surname[:-2], SOFT_ADJECTIVE) + _declined(surname[:-1], SOFT)
    if low.endswith(("ый", "ой")):
        return (
            _declined(surname[:-2], HARD_ADJECTIVE) + _declined(surname[:-2], ADJECTIVE) + _declined(surname[:-1], SOFT)
        )
    return _noun_declensions(surname)


def _noun_declensions(word: str) -> list[tuple[str, str]]:
    last = word[-1:].lower()
    stem = word[:-1]
    if last == "а":
        return [*_declined(stem, ("и" if stem[-1:] in VELAR else "ы", *FEMALE_HARD[1:])), (stem + "ей", INSTRUMENTAL)]
    if last == "я":
        return [
            *_declined(stem, FEMALE_SOFT),
            *((stem + "и", case) for case in (DATIVE, PREPOSITIONAL) if stem[-1:] == "и"),
        ]
    if last in "йь":
        fleeting = _declined(stem[:-2] + stem[-1:], SOFT) if stem[-2:-1] in ("е", "ё") and len(stem) > 3 else []
        return [*_declined(stem, SOFT), (stem + "ём", INSTRUMENTAL), (stem + "и", PREPOSITIONAL), *fleeting]
    if last in VOWELS:
        return []
    # Nouns in -ок, -ец, -ек lose their vowel in the other cases: Смирнок, Бабичец.
    fleeting = _declined(word[:-2] + last, HARD) if word[-2:-1] in ("о", "е") and len(word) > 3 else []
    fleeting += _declined(word[:-2] + "ь" + last, HARD) if word[-2:-1] == "е" and len(word) > 4 else []
    return [*_declined(word, HARD), (word + "ем", INSTRUMENTAL), *fleeting]


def noun_forms(word: str) -> list[tuple[str, str]]:
    """Forms of a common noun that names a person in the other cases: form and case."""
    if word.endswith(("ий", "ый", "ой")):
        return _surname_declensions(word)
    return _noun_declensions(word)


PATRONYMIC_CASES = {
    "вич": (NOMINATIVE,), "вича": (GENITIVE, ACCUSATIVE), "вичу": (DATIVE,), "вичем": (INSTRUMENTAL,),
    "виче": (PREPOSITIONAL,), "ьич": (NOMINATIVE,), "ьича": (GENITIVE, ACCUSATIVE), "ьичу": (DATIVE,),
    "ьичом": (INSTRUMENTAL,), "ьичем": (INSTRUMENTAL,), "ьиче": (PREPOSITIONAL,), "мич": (NOMINATIVE,),
    "мича": (GENITIVE, ACCUSATIVE), "мичу": (DATIVE,), "мичом": (INSTRUMENTAL,), "кич": (NOMINATIVE,),
    "кича": (GENITIVE, ACCUSATIVE), "кичу": (DATIVE,),
    "вна": (NOMINATIVE,), "вны": (GENITIVE,), "вне": (DATIVE, PREPOSITIONAL), "вну": (ACCUSATIVE,),
    "вной": (INSTRUMENTAL,), "ична": (NOMINATIVE,), "ичны": (GENITIVE,), "ичне": (DATIVE, PREPOSITIONAL),
    "ичну": (ACCUSATIVE,), "ичной": (INSTRUMENTAL,),
}  # fmt: skip


def patronymic_cases(word: str) -> frozenset[str]:
    """Cases that a patronymic can stand in; empty where the word is none."""
    low = word.lower()
    found = next((PATRONYMIC_CASES[low[-n:]] for n in (5, 4, 3) if low[-n:] in PATRONYMIC_CASES), ())
    return frozenset(found) if len(low) > 4 else frozenset()


def is_patronymic(word: str) -> bool:
    """Is the word a patronymic, in whatever case (``Сергеевич``, ``Алексеевны``)?"""
    return bool(patronymic_cases(word))


def given_nominatives(word: str, cases: frozenset[str] = ALL) -> list[str]:
    """Nominatives that a given name in one of ``cases`` can come from, known given names first."""
    irregular = _irregular().get(word)
    if irregular is not None and irregular[1] != "men":
        return [irregular[0]] if irregular[1] in cases else []
    if word.endswith(("ье", "ьи", "ии")):
        told = {DATIVE, PREPOSITIONAL} if word.endswith("ье") else {GENITIVE, DATIVE, PREPOSITIONAL}
        return [word[:-1] + "я"] if told & cases else []
    found = [name for name, case in _undone(word) if case in cases and len(name) > 1]
    return sorted(dict.fromkeys(found), key=lambda name: not is_given_name(name))


def _undone(word: str) -> list[tuple[str, str]]:
    """Nominatives with the case that the form would be, the likeliest first."""
    one, two = word[:-1], word[:-2]
    last, ends = word[-1:].lower(), word[-2:].lower()
    found: list[tuple[str, str]] = [(word, NOMINATIVE)]
    if last not in "аеёиоуыэюямйь" or (last == "й" and ends not in ("ой", "ей")):
        return found
    if ends == "ом":
        found += [(two, INSTRUMENTAL)]
    elif ends in ("ем", "ём"):
        found += [
            (two + "й", INSTRUMENTAL),
            (two + "ь", INSTRUMENTAL),
            *([(two, INSTRUMENTAL)] if two[-1:] in HUSHING else []),
        ]
    elif ends == "ой":
        found += [(two + "а", INSTRUMENTAL)]
    elif ends == "ей":
        found += [(two + "я", INSTRUMENTAL), *([(two + "а", INSTRUMENTAL)] if two[-1:] in HUSHING else [])]
    elif ends == "ью":
        found += [(two + "ь", INSTRUMENTAL), *((name, case) for case in (DATIVE,) for name in (two + "ий", one + "й"))]
        found += [(one + "я", ACCUSATIVE)]
    elif last == "а":
        found += [(one, GENITIVE), (one, ACCUSATIVE)]
    elif last == "я":
        found += [(one + soft, case) for case in (GENITIVE, ACCUSATIVE) for soft in "йь"]
    elif last == "у":
        found += [(one, DATIVE), (one + "а", ACCUSATIVE)]
    elif last == "ю":
        found += [(one + "й", DATIVE), (one + "ь", DATIVE), (one + "я", ACCUSATIVE)]
    elif last == "е":
        found += [(one, PREPOSITIONAL), *((one + ending, case) for case in (DATIVE, PREPOSITIONAL) for ending in "ая")]
        found += [(one + "й", PREPOSITIONAL), (one + "ь", PREPOSITIONAL)]
    elif last == "ы":
        found += [(one + "а", GENITIVE)]
    elif last == "и":
        found += [(one + ending, GENITIVE) for ending in ("а", "я", "ь")]
        found += [(one + ending, case) for case in (DATIVE, PREPOSITIONAL) for ending in ("я", "й", "ь")]
    if last in VOWELS:
        # Names such as Эмомали stand still in every case.
        found += [(word, case) for case in OBLIQUE if last not in "аяы"]
    return found


def surname_nominatives(word: str, cases: frozenset[str], *, female: bool) -> list[str]:
    """Nominatives that a surname in one of ``cases`` can come from, the likeliest first."""
    candidates = _female_surnames(word) if female else _male_surnames(word)
    return [name for name in dict.fromkeys(candidates) if surname_forms(name).get(word, frozenset()) & cases]


def _male_surnames(word: str) -> list[str]:
    low = word.lower()
    found = []
    if low.endswith(("ским", "цким", "ком", "ким")) and low.endswith("им"):
        found.append(word[:-2] + "ий")
    if low.endswith(("ского", "цкого", "скому", "цкому")):
        found.append(word[:-3] + "ий")
    if low.endswith(("ском", "цком")):
        found.append(word[:-2] + "ий")
    if low.endswith("ым"):
        found += [word[:-2], word[:-2] + "ый", word[:-2] + "ой"]
    if low.endswith(("ого", "ому")):
        found += [word[:-3] + "ой", word[:-3] + "ый"]
    if low.endswith("ом"):
        found.append(word[:-2])
    if low.endswith(("ем", "ём")):
        found += [word[:-2] + "й", word[:-2] + "ь", word[:-2]]
    if low.endswith(("ой", "ей")):
        found += [word, word[:-2] + "а", word[:-2] + "я"]
    if low.endswith(("а", "у", "е")):
        found += [word[:-1], *([word[:-1] + "а"] if low.endswith(("е", "у")) else [])]
    if low.endswith(("я", "ю")):
        found += [word[:-1] + "й", word[:-1] + "ь"]
    if low.endswith(("ы", "и")):
        found += [word[:-1] + "а", word[:-1] + "я"]
    return [*found, word]


def _female_surnames(word: str) -> list[str]:
    low = word.lower()
    if low.endswith(("ской", "цкой")):
        return [word[:-2] + "ая", word]
    if low.endswith(("скую", "цкую", "ую")):
        return [word[:-2] + "ая", word]
    if low.endswith(("ой", "ей")):
        return [word[:-2] + "а", word[:-2] + "я", word[:-2] + "ая", word]
    if low.endswith("у"):
        return [word[:-1] + "а", word]
    return [word]
