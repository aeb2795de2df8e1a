"""Countries, organisations and bodies that the words of an office or of a title name.

Two rules decide which of several countries is the office's own. A country counts where the words tie it to the office:
after "of" or "from", as a possessive, at the head before an office of state ("Belarus President"), or as a demonym
before one ("Chinese Foreign Minister"); the first such country wins. Only where there is none does a country after
"in" or "to" count, and not for an envoy ("Ambassador to Russia") or an organisation's office ("NATO in Germany").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from csto_cli.data import lines, rows
from csto_cli.patterns import pattern

TermKind = Literal["name", "nominative", "genitive", "demonym", "organisation", "body", "company", "company word"]

WORD = pattern(
    r"""
      [^\W_]+ (?: ['.\-–] [^\W_]+ )*      # a word with what joins it: d'Ivoire, U.S, Guinea-Bissau
    | [,;:()\[\]/&«»"“”•]                # a mark that parts names
    | (?<= [^\W\d_]{3} ) \. (?= \s | $ )   # the full stop of a sentence, not that of "St." and "Lt."
    """,
    re.VERBOSE,
)
LONGEST_ABBREVIATION = 8
# Words of an office between a demonym and its office of state ("Russian First Deputy Prime Minister").
OFFICE_WITHIN = 5
STRONG = frozenset({"of", "from"})
WEAK = frozenset({"in", "to"})
ARTICLES = frozenset({"a", "an", "the"})
HEAD_MODIFIERS = frozenset({
    "acting", "current", "deputy", "elected", "ex", "first", "former", "interim", "newly", "new",
    "outgoing", "the", "then",
})  # fmt: skip
# What a subdivision's office may hold beside the offices of state; what tells Georgia, the state, from the country.
REGIONAL_OFFICES = frozenset({"head", "leader", "legislative", "ruler"})
STATE_LEVEL = frozenset({"congressman", "congresswoman", "governor", "senator"})
# Who is sent to a place is not of it.
SENT = frozenset({
    "ambassador", "attache", "attaché", "consul", "correspondent", "delegate", "delegation", "embassy",
    "envoy", "mission", "nuncio", "observer", "representative",
})  # fmt: skip
RUSSIAN_PREPOSITIONS = frozenset({"в", "во", "из", "к", "на", "над", "о", "об", "по", "при", "с", "со"})

MEETINGS = frozenset({"meeting", "meetings", "session", "sitting", "summit"})
MEETING_MODIFIERS = frozenset({
    "annual", "emergency", "expanded", "extended", "extraordinary", "final", "format", "full", "informal", "joint",
    "narrow", "opening", "plenary", "regular", "restricted", "special", "summit", "working",
})  # fmt: skip
# After one of these the title is of another event ("Statements following the meeting of ...").
OTHER_EVENT = frozenset(
    {
        "after",
        "ahead",
        "before",
        "concert",
        "declaration",
        "following",
        "outcome",
        "outcomes",
        "preparations",
        "results",
    }
)
BODY_HEADS = frozenset({
    "assembly", "board", "bureau", "cabinet", "chamber", "club", "collegium", "commission", "committee", "congress",
    "council", "duma", "presidium",
})  # fmt: skip
# Small words inside a body's name ("Commission for Military Technology Cooperation with Foreign States").
INSIDE_NAME = frozenset({"and", "for", "of", "the", "to", "with", "&"})
# What may follow a body's name in a title; anything else makes it part of a longer phrase ("Government members").
AFTER_BODY = MEETINGS | MEETING_MODIFIERS | frozenset({"and", "at", "in", "of", "on", "to", "via", "with", "by", "for"})


class Organisation(NamedTuple):
    """An international organisation: its full name in British spelling, and its short name where it has one."""

    name: str
    short_name: str | None


class NamedBody(NamedTuple):
    """A body as it stands at ``[start, end)`` of a title, and its organisation where that is known."""

    name: str
    start: int
    end: int
    organisation: Organisation | None


class Term(NamedTuple):
    """A name of the tables as the keys of its words.

    ``code`` is the country's and ``region`` the country that the name is a subdivision of; both can be empty.
    """

    keys: tuple[str, ...]
    kind: TermKind
    code: str = ""
    region: str = ""
    as_recorded: bool = False
    organisation: Organisation | None = None
    capitals: bool = False


class Words(NamedTuple):
    """A text's words: their keys (lower case, without possessive ending), offsets, and which of them are possessive."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]
    possessive: set[int]

    def capital(self, index: int) -> bool:
        """Tell whether the word at ``index`` starts with a capital or a figure."""
        first = self.text[self.starts[index]]
        return first.isupper() or first.isdigit()


class Found(NamedTuple):
    """A term at the words ``[start, end)``."""

    start: int
    end: int
    term: Term


def split(text: str) -> Words:
    """Cut ``text`` into words; both apostrophes and both short dashes count as one, offsets are those of ``text``."""
    text = text.replace("’", "'")
    keys: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    possessive: set[int] = set()
    for match in WORD.finditer(text):
        key, end = _key(match[0]), match.end()
        if key.endswith("'s"):
            key, end = key[:-2], end - 2
            possessive.add(len(keys))
        elif key.endswith("s") and text[end : end + 1] == "'":
            possessive.add(len(keys))
        keys.append(key)
        starts.append(match.start())
        ends.append(end)
    return Words(text, keys, starts, ends, possessive)


def _key(word: str) -> str:
    """A word in lower case, with one kind of dash."""
    return word.lower().replace("–", "-")


def _first_key(name: str) -> str:
    """The key of the first word of ``name``, as ``split`` gives it."""
    match = WORD.search(name.replace("’", "'"))
    assert match is not None
    return _key(match[0]).removesuffix("'s")


class Entry(NamedTuple):
    """A name as the tables have it; the fields are those of the term that is made of it."""

    name: str
    kind: TermKind
    code: str = ""
    region: str = ""
    as_recorded: bool = False
    organisation: Organisation | None = None

    def term(self) -> Term:
        """The term of the name; a short name in capitals must stand in capitals."""
        capitals = self.name.isupper() and len(self.name) <= LONGEST_ABBREVIATION
        return Term(tuple(split(self.name).keys), *self[1:], capitals=capitals)


def _countries() -> Iterator[Entry]:
    """Names of the countries; in Russian an alias is a genitive, every other name a nominative."""
    for row in rows("countries.csv"):
        kind: TermKind = "demonym" if row["kind"] == "demonym" else "name"
        if row["language"] == "ru":
            kind = "genitive" if row["kind"] == "alias" else "nominative"
        yield Entry(row["name"], kind, code=row["code"])


def _subdivisions() -> Iterator[Entry]:
    """Names of the subdivisions; the Russian ones are genitives, the case that follows an office."""
    for row in rows("subdivisions.csv"):
        kind: TermKind = "genitive" if row["language"] == "ru" else "name"
        yield Entry(row["name"], kind, region=row["country"], as_recorded=row["kind"] == "as recorded")


def _organisations() -> Iterator[Entry]:
    """Names of the organisations, with their short names and variants, of bodies and of companies."""
    table = rows("organisations.csv")
    known = {
        row["name"]: Organisation(row["name"], row["short_name"] or None)
        for row in table
        if row["kind"] == "organisation"
    }
    for row in table:
        kind = row["kind"]
        if kind == "organisation" or kind == "variant":
            organisation = known[row["parent"] or row["name"]]
            for name in {row["name"], row["short_name"]} - {""}:
                yield Entry(name, "organisation", organisation=organisation)
        elif kind == "body":
            yield Entry(row["name"], "body", organisation=known.get(row["parent"]))
        elif kind == "company":
            yield Entry(row["name"], "company")


@cache
def _entries() -> dict[str, list[Entry]]:
    """All names of the tables by their first word: most records need the terms of a few of them."""
    table: dict[str, list[Entry]] = {}
    for entry in (*_countries(), *_organisations(), *_subdivisions()):
        table.setdefault(_first_key(entry.name), []).append(entry)
    return table


def _terms(first: str) -> tuple[Term, ...]:
    """The terms that begin with the word ``first``, the longest first."""
    return _terms_of(first) if first in _entries() else ()


@cache
def _terms_of(first: str) -> tuple[Term, ...]:
    """The same for a word that names of the tables begin with; a name of a country and of a subdivision is one term."""
    by_keys: dict[tuple[str, ...], Term] = {}
    for term in (entry.term() for entry in _entries()[first]):
        if (other := by_keys.get(term.keys)) is None or term.kind == "genitive":
            by_keys[term.keys] = term
        elif term.region and other.code:
            by_keys[term.keys] = Term(term.keys, "name", code=other.code, region=term.region)
    return tuple(sorted(by_keys.values(), key=lambda term: -len(term.keys)))


@cache
def _offices() -> dict[str, tuple[Term, ...]]:
    """Offices of state by their first word."""
    terms = sorted(
        (Entry(line, "name").term() for line in lines("state_offices.txt")), key=lambda term: -len(term.keys)
    )
    table: dict[str, list[Term]] = {}
    for term in terms:
        table.setdefault(term.keys[0], []).append(term)
    return {key: tuple(group) for key, group in table.items()}


@cache
def _company_words() -> frozenset[str]:
    """Words that make a firm or institution of the country's name before them."""
    return frozenset(row["name"].lower() for row in rows("organisations.csv") if row["kind"] == "company word")


def _stands(words: Words, index: int, term: Term) -> bool:
    """Tell whether ``term``, whose first word fits, stands at the word ``index``."""
    length = len(term.keys)
    if length > 1 and tuple(words.keys[index : index + length]) != term.keys:
        return False
    return not term.capitals or words.text[words.starts[index] : words.ends[index + length - 1]].isupper()


def _term_at(words: Words, index: int) -> Term | None:
    """Find the longest term that starts at the word ``index`` with a capital."""
    for term in _terms(words.keys[index]):
        if _stands(words, index, term) and words.capital(index):
            return term
    return None


def _found(words: Words) -> list[Found]:
    """Find the terms of ``words`` from left to right; the longest wins, and none overlaps another."""
    table, found, index = _entries(), [], 0
    while index < len(words.keys):
        term = _term_at(words, index) if words.keys[index] in table else None
        if term:
            found.append(Found(index, index + len(term.keys), term))
        index += len(term.keys) if term else 1
    return found


def _office_at(words: Words, index: int) -> bool:
    """Tell whether an office of state starts at the word ``index``."""
    return any(_stands(words, index, term) for term in _offices().get(words.keys[index], ()))


def _office_follows(words: Words, index: int, *, regional: bool) -> bool:
    """Tell whether an office of state follows within a few words, with nothing that makes a company's name between."""
    for at in range(index, min(index + OFFICE_WITHIN, len(words.keys))):
        key = words.keys[at]
        if _office_at(words, at) or (regional and key in REGIONAL_OFFICES):
            return True
        if key in _company_words() or key in STRONG or key in WEAK or not key[0].isalnum():
            return False
    return False


def _is_head(words: Words, index: int) -> bool:
    """Tell whether the word ``index`` opens an office: nothing before it, or a mark, or "and", or "former"."""
    while index and words.keys[index - 1] in HEAD_MODIFIERS:
        index -= 1
    return not index or words.keys[index - 1] == "and" or not words.keys[index - 1][0].isalnum()


def _anchor(words: Words, index: int) -> str:
    """Give the word before the word ``index``, articles left out; empty where there is none."""
    index -= 1
    while index >= 0 and words.keys[index] in ARTICLES:
        index -= 1
    return words.keys[index] if index >= 0 else ""


def _stands_alone(words: Words, place: Found) -> bool:
    """Tell whether the name is all there is, or all that stands in parentheses, or all after the last comma."""
    before = words.keys[place.start - 1] if place.start else ""
    after = words.keys[place.end] if place.end < len(words.keys) else ""
    return (before in ("", ",") and not after) or (before, after) == ("(", ")")


def _names_firmly(words: Words, place: Found) -> bool:
    """Tell whether the words tie the country or subdivision ``place`` to the office (see the module's first rule)."""
    term = place.term
    if term.kind == "genitive":
        return place.start > 0 and words.keys[place.start - 1] not in RUSSIAN_PREPOSITIONS
    if term.kind == "nominative" or _stands_alone(words, place):
        return term.kind != "demonym" and _stands_alone(words, place)
    if term.kind == "demonym":
        sent_there = _anchor(words, place.start) in WEAK
        return not sent_there and _office_follows(words, place.end, regional=False)
    if place.end - 1 in words.possessive:
        return True
    if place.end < len(words.keys) and words.keys[place.end] in _company_words():
        return False
    if _anchor(words, place.start) in STRONG:
        return True
    return _is_head(words, place.start) and _office_follows(words, place.end, regional=bool(term.region))


def _names_loosely(words: Words, place: Found, found: list[Found]) -> bool:
    """Tell whether a country after "in" or "to" can be the office's own (see the module's second rule)."""
    if place.term.kind != "name" or place.term.as_recorded or _anchor(words, place.start) not in WEAK:
        return False
    if place.term.region:
        return True
    if any(key in SENT for key in words.keys[: place.start]):
        return False
    return not any(
        other.term.kind in ("organisation", "body", "company") for other in found if other.start < place.start
    )


def _code(words: Words, term: Term) -> str:
    """Give the country of ``term``; a subdivision has one only in an office of it."""
    keys = words.keys
    if term.region and term.code:
        return term.region if any(key in STATE_LEVEL for key in keys) else term.code
    if not term.region:
        return term.code
    office = any(key in REGIONAL_OFFICES or _office_at(words, index) for index, key in enumerate(keys))
    return term.region if office else ""


@lru_cache(maxsize=1 << 14)
def country_of(words: str) -> str | None:
    """Country that an office's words name: in the words ("Chinese Foreign Minister"), out an ISO 3166-1 code ("CN").

    None where no country is named, or one that has no code, or only in the name of a company. Where two are named
    ("Ambassador of France to Russia") the first that the words tie to the office wins (see the module's rules).
    """
    parts = split(words)
    found = _found(parts)
    places = [place for place in found if place.term.kind in ("name", "nominative", "genitive", "demonym")]
    for place in places:
        if _names_firmly(parts, place) and not (place.term.region and not _code(parts, place.term)):
            return _code(parts, place.term) or None
    for place in places:
        if _names_loosely(parts, place, found) and (code := _code(parts, place.term)):
            return code
    return None


@lru_cache(maxsize=1 << 14)
def organisation_of(words: str) -> Organisation | None:
    """Organisation that an office's words name ("CSTO Secretary General"); a body gives the organisation it is part of.

    None where there is none, and for who is sent to it ("Permanent Representative of Russia to NATO").
    """
    parts = split(words)
    for start, _, term in _found(parts):
        if term.organisation and not (_anchor(parts, start) in WEAK and any(key in SENT for key in parts.keys[:start])):
            return term.organisation
    return None


class _BodyAt(NamedTuple):
    """A body named by the words ``[start, end)``, in a phrase up to ``stop`` that names its organisation too."""

    start: int
    end: int
    stop: int
    organisation: Organisation | None
    itself: bool
    """The name is the organisation's own ("BRICS summit")."""


def body_of(title: str) -> NamedBody | None:
    """Body that met, from a meeting's title ("CSTO Collective Security Council session"), with its place in the title.

    None where the title does not say "meeting of BODY" or "BODY meeting": a meeting with somebody has no body, and
    statements following a meeting are not that meeting.
    """
    words = split(title)
    whole = _body_at(words, 0) if words.keys else None
    if whole and whole.stop == len(words.keys) and not whole.itself:
        return _named(title, words, whole)
    for meeting, key in enumerate(words.keys):
        if key in MEETINGS and (body := _body_after(words, meeting) or _body_before(words, meeting)):
            before = words.keys[: min(meeting, body.start)]
            return None if OTHER_EVENT.intersection(before) else _named(title, words, body)
    return None


def _named(title: str, words: Words, body: _BodyAt) -> NamedBody:
    """Make the value for ``body``."""
    start, end = words.starts[body.start], words.ends[body.end - 1]
    return NamedBody(title[start:end], start, end, body.organisation)


def _body_after(words: Words, meeting: int) -> _BodyAt | None:
    """Body of "meeting of the BODY", and of "meeting of BRICS leaders"."""
    keys = words.keys
    if meeting + 2 >= len(keys) or keys[meeting + 1] != "of":
        return None
    index = meeting + 2
    while index < len(keys) - 1 and keys[index] in ARTICLES:
        index += 1
    body = _body_at(words, index)
    if not body or body.stop == len(keys):
        return body
    after = keys[body.stop]
    fits = after in AFTER_BODY or not after[0].isalnum() or (body.itself and after == "leaders")
    return body if fits else None


def _body_before(words: Words, meeting: int) -> _BodyAt | None:
    """Body of "BODY meeting", words such as "plenary" between left out; a name of the tables goes first."""
    for known in (True, False):
        for index in range(meeting):
            body = _body_at(words, index, known=known) if _opens_name(words, index) else None
            if body and _only_modifiers(words.keys[body.stop : meeting], leaders=body.itself):
                return body
    return None


def _opens_name(words: Words, index: int) -> bool:
    """Tell whether a name can start at the word ``index``: with a capital, and not inside a longer name."""
    if not words.capital(index) or words.keys[index] in ARTICLES:
        return False
    joined = index > 0 and words.capital(index - 1) and words.keys[index - 1] not in ARTICLES
    return not joined or index - 1 in words.possessive


def _only_modifiers(keys: list[str], *, leaders: bool) -> bool:
    """Tell whether ``keys`` say nothing but which kind of meeting it is."""
    return all(key in MEETING_MODIFIERS or (leaders and key == "leaders") for key in keys)


def _body_at(words: Words, index: int, *, known: bool = False) -> _BodyAt | None:
    """Body whose phrase starts at the word ``index``; ``known`` asks for names of the tables only."""
    start, owner = index, None
    first = _term_at(words, index)
    if first and first.kind in ("organisation", "name", "demonym"):
        start, owner = index + len(first.keys), first.organisation
    term = _term_at(words, start) if start < len(words.keys) else None
    end = start + len(term.keys) if term and term.kind == "body" else 0
    if not known:
        end = max(end, _phrase_end(words, start if owner or end else index))
        start = start if owner or term else index
    if end:
        stop, suffix = _of_organisation(words, end)
        own = term.organisation if term and term.kind == "body" else None
        return _BodyAt(start, end, stop, owner or suffix or own, itself=False)
    return _BodyAt(index, start, start, owner, itself=True) if owner else None


def _of_organisation(words: Words, index: int) -> tuple[int, Organisation | None]:
    """Where "of the ORGANISATION" at the word ``index`` ends, and that organisation; ``index`` and None without it."""
    at = index + 1
    if at >= len(words.keys) or words.keys[index] != "of":
        return index, None
    at += words.keys[at] == "the"
    term = _term_at(words, at) if at < len(words.keys) else None
    return (at + len(term.keys), term.organisation) if term and term.kind == "organisation" else (index, None)


def _phrase_end(words: Words, index: int) -> int:
    """End of the capitalised phrase at the word ``index`` that "Council" or the like makes a body's name; 0 if none."""
    keys, at, end = words.keys, index, index
    if words.text.isupper():
        return 0
    while (
        at < len(keys) and keys[at] not in MEETINGS and (words.capital(at) or (at > index and keys[at] in INSIDE_NAME))
    ):
        if at > index and _of_organisation(words, at)[1]:
            break
        end = at + 1 if words.capital(at) else end
        at += 1
    return end if BODY_HEADS.intersection(keys[index:end]) else 0


@lru_cache(maxsize=4096)
def is_place(words: str) -> bool:
    """Tell whether ``words`` are the name of a country or subdivision and nothing more."""
    read = split(words.removeprefix("the "))
    found = _found(read)
    return len(found) == 1 and found[0].end - found[0].start == len(read.keys) and found[0].term.kind == "name"


@lru_cache(maxsize=1024)
def country_code(words: str) -> str | None:
    """ISO alpha-2 code where ``words`` are a country's name and nothing more."""
    read = split(words.removeprefix("the "))
    found = _found(read)
    whole = len(found) == 1 and found[0].end - found[0].start == len(read.keys) and found[0].term.kind != "demonym"
    return (found[0].term.code or None) if whole else None
