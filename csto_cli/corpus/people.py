"""One person over many records: which participants are the same, on what evidence, and which only may be.

Participants of the same full name and country, in any script, are one *node* (``node_key``); a surname or a first name
alone is no evidence beyond its own body. Nodes are joined where the names sound the same and no country speaks against
it, where a saved page links both to one address, or where a person decided so. What is alike and lacks such evidence is
a doubt, listed for a person to decide.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations

import orjson

from csto_cli.corpus.connection import about, note, transaction
from csto_cli.model import Meeting, Participant
from csto_cli.parsing.spelling import name_words, same_person, slug, sound

LARGEST_GROUP = 60
"""Nodes of one surname that are compared with one another; where there are more, only equal names are joined."""


def node_key(person: Participant, meeting: Meeting) -> str | None:
    """What participants of other records must share to be the same person at once; None for a voice."""
    if person.role == "voice":
        return None
    spelt = [word for word in name_words(person.name) if sound(word)]
    key = f"{slug(person.name)}:{(person.country or '').lower()}"
    if len(spelt) > 1:
        return key
    scope = slug(meeting.body.name) if meeting.body else f"{meeting.id}-{meeting.source.sha256[:12]}"
    return f"{key}:{scope}"


@dataclass(slots=True)
class _Node:
    """Participants of one name and country."""

    key: str
    names: dict[str, int] = field(default_factory=dict)
    country: str | None = None
    links: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return min(self.names, key=lambda name: (-self.names[name], name))

    @property
    def local(self) -> bool:
        """Whether the name is a surname or first name alone, which means somebody in one body only."""
        return self.key.count(":") > 1

    @property
    def sounds(self) -> tuple[str, ...]:
        return tuple(filter(None, map(sound, name_words(self.name))))


Doubt = tuple[str, str, str]
"""Two keys, and why they are not joined."""


class _Groups:
    """Nodes joined into people; two countries, or two that a person set apart, never come together."""

    def __init__(self, nodes: dict[str, _Node], apart: Iterable[tuple[str, str]]) -> None:
        self.parent = {key: key for key in nodes}
        self.countries = {key: {node.country} - {None} for key, node in nodes.items()}
        self.apart: dict[str, set[str]] = {key: set() for key in nodes}
        for one, other in apart:
            if one in nodes and other in nodes:
                self.apart[one].add(other)
                self.apart[other].add(one)

    def of(self, key: str) -> str:
        while self.parent[key] != key:
            self.parent[key] = self.parent[self.parent[key]]
            key = self.parent[key]
        return key

    def against(self, one: str, other: str) -> str | None:
        """What speaks against joining the people of two nodes."""
        a, b = self.of(one), self.of(other)
        if any(self.of(key) == b for key in self.apart[a]) or any(self.of(key) == a for key in self.apart[b]):
            return "a person set them apart"
        if len(self.countries[a] | self.countries[b]) > 1 and self.countries[a] != self.countries[b]:
            return "another country"
        return None

    def join(self, one: str, other: str) -> None:
        a, b = sorted((self.of(one), self.of(other)))
        if a != b:
            self.parent[b] = a
            self.countries[a] |= self.countries[b]
            self.apart[a] |= self.apart[b]


def join_people(connection: sqlite3.Connection) -> None:
    """Tell again who is who, where records came or went since it was told last."""
    if about(connection, "people") == "told":
        return
    with transaction(connection):
        nodes = _nodes(connection)
        decided = list(connection.execute("SELECT one, other, decision FROM people_decisions ORDER BY one, other"))
        groups = _Groups(nodes, ((one, other) for one, other, decision in decided if decision == "different"))
        for one, other, decision in decided:
            if decision == "same" and one in nodes and other in nodes:
                groups.join(one, other)
        doubts = list(_joined(nodes, groups))
        _write(connection, nodes, groups)
        connection.execute("DELETE FROM people_doubts")
        connection.executemany(
            "INSERT OR IGNORE INTO people_doubts VALUES (?, ?, ?, ?, ?)",
            (
                (*pair, nodes[pair[0]].name, nodes[pair[1]].name, why)
                for one, other, why in doubts
                if groups.of(one) != groups.of(other) and groups.against(one, other) != "a person set them apart"
                for pair in [sorted((one, other))]
            ),
        )
        note(connection, "people", "told")


def _nodes(connection: sqlite3.Connection) -> dict[str, _Node]:
    nodes: dict[str, _Node] = {}
    for key, name, country, links, count in connection.execute(
        "SELECT person_key, name, country, links, count(*) FROM participants WHERE person_key IS NOT NULL "
        "GROUP BY person_key, name, country, links ORDER BY person_key, name, links"
    ):
        node = nodes.setdefault(key, _Node(key, country=country))
        node.names[name] = node.names.get(name, 0) + count
        node.links.update(link for link in orjson.loads(links) if "://" in link)
    return nodes


def _joined(nodes: dict[str, _Node], groups: _Groups) -> Iterator[Doubt]:
    """Join what there is evidence for, the surest first; give the doubts."""
    yield from _by_links(nodes, groups)
    alike = sorted(_pairs(nodes), key=lambda pair: (not pair[2], pair[0].key, pair[1].key))
    several = _in_several_countries(nodes)
    for one, other, equal in alike:
        if not equal:
            yield one.key, other.key, "the names are alike"
        elif one.country != other.country and one.sounds in several:
            yield one.key, other.key, "the same name in several countries"
        elif against := groups.against(one.key, other.key):
            yield one.key, other.key, f"the same name, but {against}"
        else:
            groups.join(one.key, other.key)


def _by_links(nodes: dict[str, _Node], groups: _Groups) -> Iterator[Doubt]:
    """Nodes that link to one address: one person's page, where the surnames agree too; a list of people has many."""
    linked: dict[str, list[_Node]] = {}
    for node in nodes.values():
        for link in node.links:
            linked.setdefault(link, []).append(node)
    for link in sorted(linked):
        first, *others = linked[link]
        for other in others:
            if not set(first.sounds) & set(other.sounds):
                yield first.key, other.key, f"both link to {link}, but the names differ"
            elif against := groups.against(first.key, other.key):
                yield first.key, other.key, f"both link to {link}, but {against}"
            else:
                groups.join(first.key, other.key)


def _pairs(nodes: dict[str, _Node]) -> Iterator[tuple[_Node, _Node, bool]]:
    """Full names that are alike, and whether that is evidence that they are one person's."""
    equal: dict[tuple[str, ...], list[_Node]] = {}
    for node in nodes.values():
        if not node.local:
            equal.setdefault(node.sounds, []).append(node)
    for same in equal.values():
        countries: dict[str | None, list[_Node]] = {}
        for node in same:
            countries.setdefault(node.country, []).append(node)
        for group in countries.values():
            yield from ((group[0], other, True) for other in group[1:])
        yield from ((*pair, True) for pair in combinations([group[0] for group in countries.values()], 2))
    surnames: dict[str, list[_Node]] = {}
    for sounds, same in equal.items():
        if sounds:
            # One slip of the pen spares the first letters and the given name, or the whole surname.
            surnames.setdefault(f"= {sounds[-1]}", []).append(same[0])
            surnames.setdefault(f"{sounds[0]} {sounds[-1][:1]}", []).append(same[0])
    given = set()
    for group in surnames.values():
        for one, other in combinations(group, 2) if len(group) <= LARGEST_GROUP else ():
            pair = (one.key, other.key)
            if pair not in given and (how := same_person(one.name, other.name)):
                given.add(pair)
                yield one, other, _is_sure(one, other, how)


def _is_sure(one: _Node, other: _Node, how: str) -> bool:
    """Whether alike names are evidence enough: one country prints both, and given name and surname are spelt out."""
    return (
        how != ""
        and one.country is not None
        and one.country == other.country
        and one.sounds[-1] == other.sounds[-1]
        and min(len(one.sounds[0]), len(other.sounds[0])) > 1
    )


def _in_several_countries(nodes: dict[str, _Node]) -> set[tuple[str, ...]]:
    seen: dict[tuple[str, ...], set[str]] = {}
    for node in nodes.values():
        if node.country:
            seen.setdefault(node.sounds, set()).add(node.country)
    return {sounds for sounds, countries in seen.items() if len(countries) > 1}


def person_id(key: str) -> int:
    """A number for a person that is the same in every store: made of the key, short enough for JSON."""
    return int.from_bytes(sha256(key.encode()).digest()[:6], "big")


def _write(connection: sqlite3.Connection, nodes: dict[str, _Node], groups: _Groups) -> None:
    """The people, their words, and who of the participants is who."""
    people: dict[str, list[_Node]] = {}
    for key, node in nodes.items():
        people.setdefault(groups.of(key), []).append(node)
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS who (person_key TEXT PRIMARY KEY, person_id INTEGER)")
    connection.execute("DELETE FROM temp.who")
    connection.executemany(
        "INSERT INTO temp.who VALUES (?, ?)",
        ((node.key, person_id(key)) for key, group in people.items() for node in group),
    )
    connection.executemany(
        "INSERT INTO people(id, key, name, names, countries, links, meetings, turns, words) "
        "VALUES (?, ?, ?, ?, ?, ?, 0, 0, 0) ON CONFLICT(id) DO UPDATE SET name = excluded.name, "
        "names = excluded.names, countries = excluded.countries, links = excluded.links",
        (_person(key, group) for key, group in people.items()),
    )
    connection.execute(
        "UPDATE participants SET person_id = (SELECT person_id FROM temp.who WHERE who.person_key = "
        "participants.person_key) WHERE person_key IS NOT NULL AND person_id IS NOT "
        "(SELECT person_id FROM temp.who WHERE who.person_key = participants.person_key)"
    )
    connection.execute("DELETE FROM people WHERE id NOT IN (SELECT person_id FROM temp.who)")
    connection.execute("DELETE FROM people_words")
    connection.executemany(
        "INSERT OR IGNORE INTO people_words VALUES (?, ?, ?)",
        (
            (sound(word), word, person_id(key))
            for key, group in people.items()
            for node in group
            for name in sorted(node.names)
            for word in name_words(name)
            if sound(word)
        ),
    )
    connection.execute(
        "UPDATE people SET (meetings, turns, words, first_date, last_date) = (SELECT count(DISTINCT meeting_id), "
        "total(participants.turns), total(participants.words), min(date), max(date) FROM participants "
        "JOIN meetings ON meetings.id = meeting_id WHERE person_id = people.id)"
    )


def _person(key: str, group: list[_Node]) -> tuple[object, ...]:
    names: dict[str, int] = {}
    for node in group:
        for name, count in node.names.items():
            names[name] = names.get(name, 0) + count
    ordered = sorted(names, key=lambda name: (-names[name], name))
    countries = sorted({node.country for node in group if node.country})
    links = sorted({link for node in group for link in node.links})
    return person_id(key), key, ordered[0], *(orjson.dumps(value).decode() for value in (ordered, countries, links))
