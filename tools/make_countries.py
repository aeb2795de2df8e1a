"""Write ``csto_cli/data/countries.csv`` from CLDR (babel), ISO 3166-1 (pycountry) and the hand-kept aliases.

Run ``python tools/make_countries.py`` in a checkout with the development extra; the same versions give the same bytes.
``--check`` writes nothing and exits 1 where the table is out of date.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import pycountry
from babel import Locale
from babel.core import get_cldr_version

DATA = Path(__file__).resolve().parent.parent / "csto_cli" / "data"
LANGUAGES = ("en", "ru")
USER_ASSIGNED = {"XK": "; XK is user-assigned in ISO 3166-1"}
# "Korea, Republic of" is how an index sorts; a record prints "Republic of Korea". "Virgin Islands, U.S." is left out.
INDEX_FORM = re.compile(r"(?P<name>[^,]+), (?P<head>.+ of(?: the)?)")
LEFT_OUT = re.compile(r"[^,]+, [^ ]+")
PARENTHESIS = re.compile(r" \([^)]*\)")
ARTICLE = re.compile(r"[Tt]he ")


class Name(NamedTuple):
    """One row of the table."""

    code: str
    name: str
    kind: str
    language: str
    source: str


def printed(name: str) -> str | None:
    """Give the form of ``name`` that a record prints; None where there is none."""
    name = PARENTHESIS.sub("", name)
    if index := INDEX_FORM.fullmatch(name):
        name = f"{index['head']} {index['name']}"
    elif LEFT_OUT.fullmatch(name):
        return None
    return ARTICLE.sub("", name, count=1) if ARTICLE.match(name) else name


def spelt_out(name: str) -> str:
    """CLDR's English ``name`` with its ``&`` and ``St.`` written out."""
    return name.replace(" & ", " and ").replace("St. ", "Saint ")


def from_cldr(codes: Iterable[str]) -> Iterator[Name]:
    """Names of the territories ``codes`` in CLDR."""
    source = f"CLDR {get_cldr_version()} through babel {version('babel')}"
    for language in LANGUAGES:
        territories = Locale(language).territories
        for code in codes:
            note = USER_ASSIGNED.get(code, "")
            if not (name := printed(territories.get(code, ""))):
                continue
            yield Name(code, name, "short", language, source + note)
            if language == "en" and (full := spelt_out(name)) != name:
                yield Name(code, full, "variant", language, source + note)


def from_iso() -> Iterator[Name]:
    """Names in ISO 3166-1: the short name, the official and the common one."""
    source = f"ISO 3166-1 through pycountry {version('pycountry')}"
    for country in pycountry.countries:
        for field, kind in (("official_name", "official"), ("name", "variant"), ("common_name", "variant")):
            if name := printed(getattr(country, field, "")):
                yield Name(country.alpha_2, name, kind, "en", source)


def from_hand() -> Iterator[Name]:
    """Read the hand-kept aliases."""
    with (DATA / "country_aliases.csv").open(encoding="utf-8", newline="") as table:
        yield from (Name(**row) for row in csv.DictReader(table))


def merged(names: Iterable[Name]) -> list[Name]:
    """``names`` sorted, without what an earlier source has already said; a Russian alias is a genitive and stays."""
    kept: dict[tuple[str, str, bool], Name] = {}
    for name in names:
        genitive = name.language == "ru" and name.kind == "alias"
        kept.setdefault((name.code, name.name.replace("’", "'"), genitive), name)
    return sorted(kept.values())


def table() -> str:
    """Make the whole table as CSV text."""
    codes = sorted([country.alpha_2 for country in pycountry.countries] + list(USER_ASSIGNED))
    names = merged([*from_cldr(codes), *from_iso(), *from_hand()])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(Name._fields)
    writer.writerows(names)
    return text.getvalue()


def main() -> int:
    """Write the table, or compare it with what is written; return the exit code."""
    target, text = DATA / "countries.csv", table()
    if "--check" in sys.argv[1:]:
        return int(target.read_bytes() != text.encode())
    target.write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
