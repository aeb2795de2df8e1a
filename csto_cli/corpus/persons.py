"""The people of a store, each with every name, office, country and the dates between which they appear."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from csto_cli.corpus.search import people_like


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office, and the first and last date of a record that prints it with the person's name."""

    title: str
    first: str | None
    last: str | None
    meetings: int

    def __str__(self) -> str:
        dates = "" if self.first is None else self.first if self.first == self.last else f"{self.first} to {self.last}"
        return f"{self.title} ({dates})" if dates else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One person over many records."""

    key: str
    """What the person is called in files of decisions."""
    name: str
    """The name printed most often."""
    names: tuple[str, ...]
    """Every name printed, the most frequent first."""
    countries: tuple[str, ...]
    """ISO 3166-1 alpha-2 codes."""
    offices: tuple[Held, ...]
    """Offices, by their first date."""
    links: tuple[str, ...]
    """Addresses that saved pages link the names to."""
    meetings: int
    """Meetings that name the person."""
    turns: int
    """Turns that are theirs."""
    words: int
    """Words that are theirs."""
    first_date: str | None
    """First date of a meeting that names them."""
    last_date: str | None
    """Last date."""


def persons(connection: sqlite3.Connection, name: str | None) -> Iterator[PersonRow]:
    """People by the number of their words; with ``name`` those whose name has these words, in whatever script."""
    wanted = None if name is None else people_like(connection, name)
    for row in connection.execute(
        "SELECT id, key, name, names, countries, links, meetings, turns, words, first_date, last_date FROM people "
        "ORDER BY words DESC, key"
    ):
        if wanted is not None and row[0] not in wanted:
            continue
        offices = connection.execute(
            "SELECT offices.title, min(date), max(date), count(DISTINCT meetings.id) FROM participants "
            "JOIN offices ON participant_id = participants.id JOIN meetings ON meetings.id = meeting_id "
            "WHERE person_id = ? GROUP BY offices.title ORDER BY 2, 1",
            (row[0],),
        )
        held = tuple(Held(title=title, first=first, last=last, meetings=n) for title, first, last, n in offices)
        names, countries, links = (tuple(orjson.loads(value)) for value in row[3:6])
        yield PersonRow(
            key=row[1], name=row[2], names=names, countries=countries, offices=held, links=links, meetings=row[6],
            turns=row[7], words=row[8], first_date=row[9], last_date=row[10],
        )  # fmt: skip
