"""Write ``csto_cli/data/given_names.txt``: given names of the world, as sounds, from Faker's locales (MIT licence).

Run with the ``Faker`` package installed: ``python tools/make_given_names.py``.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import faker
import faker.providers.person as person

from csto_cli.data import lines, rows
from csto_cli.parsing.spelling import sound

ATTRIBUTE = re.compile(r"first_(?:names?|romanized)")
NAME = re.compile(r"[^\W\d_][^\W\d_’'-]+(?:-[^\W\d_]+)?$")
TARGET = Path(__file__).parent.parent / "csto_cli" / "data" / "given_names.txt"


def given_names() -> set[str]:
    """Every given name of every locale, in Latin or Cyrillic letters."""
    found: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute, None) if ATTRIBUTE.match(attribute) else None
            if isinstance(values, (tuple, list, dict, set)):
                found |= {value for value in values if isinstance(value, str) and NAME.match(value)}
    return found


def main() -> None:
    """Write the list, sorted, one sound a line."""
    words = {row["word"] for row in rows("office_words.csv")} | set(lines("sentence_words.txt"))
    countries = {sound(row["name"]) for row in rows("countries.csv")}
    sounds = {sound(name) for name in given_names() if name.lower() not in words} - countries
    kept = sorted(s for s in sounds if len(s) > 1 and s.isascii())
    head = (
        "# Given names as sounds (csto_cli.parsing.spelling.sound).\n"
        f"# Source: locales of Faker {faker.VERSION} (MIT licence); written by tools/make_given_names.py.\n"
    )
    TARGET.write_text(head + "\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
