"""Words found in a store: ranked, each with the place to cite and the words around it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from csto_cli.corpus import stems
from csto_cli.corpus.connection import about, place
from csto_cli.corpus.queries import Query, other_spellings, query, refused
from csto_cli.corpus.stems import NAME_WORD, WORD
from csto_cli.errors import UsageError
from csto_cli.parsing.spelling import sound
from csto_cli.query.rows import Row

Kind = Literal["turns", "documents"]
AROUND = 12
"""Words that stand together; a snippet has half as many before the first word found and twice as many after it."""
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?$")
OPEN, CLOSE = "[", "]"


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow(Row):
    """A turn or a document in which the words stand."""

    rank: int
    """1 for the best."""
    score: float
    """bm25: the smaller, the better."""
    title: str | None
    """Title of the meeting."""
    body: str | None
    """The body that met."""
    name: str | None
    """Who speaks; for a document null."""
    office: str | None
    """In which office."""
    country: str | None
    """ISO 3166-1 alpha-2 code."""
    turn: int | None
    """Index of the turn."""
    line: int | None
    """Line of the source that the turn begins at, or that names the document."""
    snippet: str
    """Words around what was found, which stands in square brackets."""
    citation: str
    """Who, where, when, turn, line and source, on one line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which turns: alternatives in each, and all of them; what is empty does not matter."""

    speakers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no date."""
        for bound in (self.since, self.until):
            if bound is not None and not DATE.match(bound):
                raise UsageError(f"{bound!r} is no date", hint="write 2020, 2020-12 or 2020-12-02")


def condition(connection: sqlite3.Connection, wanted: Filters) -> tuple[str, list[Any]]:
    """The filters as a condition over ``meetings`` and ``participants``, and its values."""
    parts: list[str] = []
    values: list[Any] = []

    def among(column: str, wishes: tuple[str, ...]) -> None:
        if wishes:
            parts.append(f"{column} IN ({', '.join('?' * len(wishes))})")
            values.extend(wishes)

    if wanted.speakers:
        known = [people_like(connection, wish) for wish in wanted.speakers]
        people = sorted({person for found in known for person in found})
        voices = [f"%{_like(wish)}%" for wish in wanted.speakers]
        choices = [f"participants.person_id IN ({', '.join(map(str, people))})"] if people else []
        choices += ["(participants.person_id IS NULL AND participants.name LIKE ? ESCAPE '\\')"] * len(voices)
        parts.append(f"({' OR '.join(choices)})")
        values.extend(voices)
    among("participants.country", tuple(code.upper() for code in wanted.countries))
    among("participants.role", wanted.roles)
    among("meetings.language", tuple(code.lower() for code in wanted.languages))
    if wanted.bodies:
        either = "meetings.body LIKE ? ESCAPE '\\' OR meetings.organisation LIKE ? ESCAPE '\\'"
        parts.append(f"({' OR '.join([either] * len(wanted.bodies))})")
        values.extend(f"%{_like(wish)}%" for wish in wanted.bodies for _ in range(2))
    if wanted.since:
        parts.append("ifnull(meetings.end_date, meetings.date) >= ?")
        values.append(wanted.since)
    if wanted.until:
        parts.append("meetings.date <= ?")
        values.append(wanted.until + "~")
    return " AND ".join(parts), values


def _like(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "%_\\" else sign for sign in text)


def people_like(connection: sqlite3.Connection, wish: str) -> set[int]:
    """People of whose name every word is one that begins so, in whatever script."""
    found: set[int] | None = None
    for word in NAME_WORD.findall(wish):
        begin = sound(word)
        rows = connection.execute(
            "SELECT person_id FROM people_words WHERE sound >= ? AND sound < ?", (begin, begin + "\U0010ffff")
        )
        these = {row[0] for row in rows}
        found = these if found is None else found & these
    return found or set()


def prepared(connection: sqlite3.Connection, asked: str, *, exact: bool) -> tuple[Query, Callable[[str], str]]:
    """A query ready for the store, and what cuts words as the store does."""
    cut = stems.fold if exact else stems.stemmer(about(connection, "stemmer") or stems.FOLDED)
    return query(asked, cut, partial(other_spellings, connection), exact=exact), cut


_SELECT: dict[Kind, str] = {
    "turns": """
        SELECT found.score, meetings.meeting, meetings.date, meetings.title, meetings.place, meetings.body,
               participants.name, turns.office, participants.country, turns.turn, turns.line, turns.text, turns.label,
               sources.path, sources.member, sources.row, meetings.url
        FROM found JOIN turns ON turns.id = found.id JOIN meetings ON meetings.id = turns.meeting_id
        JOIN sources ON sources.id = meetings.source_id LEFT JOIN participants ON participants.id = turns.participant_id
        ORDER BY found.score, found.id""",
    "documents": """
        SELECT found.score, meetings.meeting, meetings.date, meetings.title, meetings.place, meetings.body,
               NULL, documents.status, NULL, turns.turn, documents.line, documents.title, NULL,
               sources.path, sources.member, sources.row, meetings.url
        FROM found JOIN documents ON documents.id = found.id JOIN meetings ON meetings.id = documents.meeting_id
        JOIN sources ON sources.id = meetings.source_id LEFT JOIN turns ON turns.id = documents.turn_id
        ORDER BY found.score, found.id""",
}


def search(
    connection: sqlite3.Connection, store: str, asked: str, wanted: Filters, *, kind: Kind = "turns", limit: int = 20,
    skip: int = 0, exact: bool = False,
) -> Iterator[HitRow]:  # fmt: skip
    """The best hits of a query in FTS5's syntax."""
    ready, cut = prepared(connection, asked, exact=exact)
    found, values = matching(connection, ready, wanted, kind, ranked=True)
    sql = f"WITH found AS MATERIALIZED ({found} ORDER BY score, id LIMIT ? OFFSET ?) {_SELECT[kind]}"
    try:
        rows = connection.execute(sql, (*values, limit, skip)).fetchall()
    except sqlite3.OperationalError as error:
        raise refused(error, asked) or error from None
    for rank, row in enumerate(rows, start=skip + 1):
        yield _hit(store, rank, row, ready, cut, kind)


def matching(
    connection: sqlite3.Connection, ready: Query, wanted: Filters, kind: Kind, *, ranked: bool
) -> tuple[str, list[Any]]:
    """A query in SQL for the rows (and scores) of what matches, and its values."""
    index = f"{kind}_{'stems' if ready.folded else 'fts'}"
    where, values = condition(connection, wanted)
    score = f", {index}.rank AS score" if ranked else ""
    select = f"SELECT {index}.rowid AS id{score} FROM {index}"
    if where:
        # The words are looked up first, whatever the planner thinks: a search for each row would take for ever.
        speaker = "turns.participant_id" if kind == "turns" else "NULL"
        select += (
            f" CROSS JOIN {kind} ON {kind}.id = {index}.rowid CROSS JOIN meetings ON meetings.id = {kind}.meeting_id "
            f"LEFT JOIN participants ON participants.id = {speaker}"
        )
    return f"{select} WHERE {index} MATCH ?{f' AND {where}' if where else ''}", [ready.text, *values]


def _hit(store: str, rank: int, row: tuple[Any, ...], ready: Query, cut: Callable[[str], str], kind: Kind) -> HitRow:
    (score, meeting, date, title, town, body, name, office, country, turn, line, text, label, path, member, number,
     url) = row  # fmt: skip
    shown = place(store, path) + (f"!{member}" if member else "") + (f" row {number}" if number else "")
    who = ", ".join(part for part in (name or label, office) if part) if kind == "turns" else text
    where = (title or meeting, town, date, None if turn is None else f"turn {turn}", line and f"line {line}")
    source = url or shown
    return HitRow(
        meeting=meeting, date=date, path=shown, rank=rank, score=round(score, 4), title=title, body=body,
        name=name or label, office=office, country=country, turn=turn, line=line, snippet=snippet(text, ready, cut),
        citation=f"{who + ': ' if who else ''}{', '.join(part for part in where if part)}. {source}.",
    )  # fmt: skip


def snippet(text: str, ready: Query, cut: Callable[[str], str]) -> str:
    """The stretch of a text that holds most of the words found, each of them in square brackets."""
    words = list(WORD.finditer(text))
    marked = [at for at, word in enumerate(words) if ready.marked(word.group(), cut)]
    if not words:
        return ""
    best = _densest(marked) if marked else 0
    first, last = max(0, best - AROUND // 2), min(len(words) - 1, best + 2 * AROUND)
    shown = set(marked)
    pieces = []
    for at in range(first, last + 1):
        word = words[at]
        end = words[at + 1].start() if at < last else word.end()
        begins = at in shown and not (at - 1 in shown and at > first and words[at - 1].end() == word.start())
        ends = at in shown and not (at + 1 in shown and end == word.end() and at < last)
        inner = f"{OPEN if begins else ''}{word.group()}{CLOSE if ends else ''}"
        pieces.append(inner + text[word.end() : end])
    said = " ".join("".join(pieces).split())
    return f"{'… ' if first else ''}{said}{' …' if last < len(words) - 1 else ''}"


def _densest(marked: list[int]) -> int:
    """The place from which on most marked words stand together."""
    best, count = marked[0], 0
    end = 0
    for begin, at in enumerate(marked):
        while end < len(marked) and marked[end] <= at + AROUND:
            end += 1
        if end - begin > count:
            best, count = at, end - begin
    return best
