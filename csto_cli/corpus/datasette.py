"""What Datasette is told of a store: titles, descriptions, units, facets, sorting, full text, and ready questions.

The store itself is opened as it is. The names of columns here are those of ``schema.py``, which a test compares.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

Table = dict[str, Any]

_PLACE = {"line": "Line of the source, from 1.", "start": "First character of the source, from 0.",
          "end": "First character behind it."}  # fmt: skip
_WORDS = "Number of words."
_SPEECHES = {"fts_table": "turns_fts", "fts_pk": "id"}

TABLES: dict[str, Table] = {
    "meetings": {
        "title": "Meetings",
        "description": "One row for each record that was read.",
        "sort_desc": "date",
        "label_column": "title",
        "facets": ["year", "body", "language", "convention"],
        "columns": {
            "meeting": "The record's id, stable over builds.",
            "body": "The body that met.",
            "date": "Day of the meeting (ISO 8601), or as much of it as is printed.",
            "chair": "Name of who chaired.",
            "language": "Language of the record (ISO 639-1).",
            "convention": "Family of records that it was read as.",
            "turns": "Number of turns.",
            "words": _WORDS,
        },
    },
    "turns": {
        "title": "Turns",
        "description": "What was said: a row for each turn at speaking.",
        "sort": "id",
        "label_column": "label",
        "facets": ["office"],
        "columns": {
            "turn": "Number of the turn in its meeting, from 0.",
            "label": "Who speaks, as printed.",
            "office": "Office in which the person speaks.",
            "start_time": "Time, where the source prints one.",
            "words": _WORDS,
            "text": "The words, without stage directions.",
            **_PLACE,
        },
    },
    "participants": {
        "title": "Participants",
        "description": "A person, or a voice without a name, in one meeting.",
        "label_column": "name",
        "sort_desc": "words",
        "facets": ["role", "country", "attendance"],
        "columns": {
            "person_id": "The same person over all meetings.",
            "role": "Role in this meeting.",
            "country": "Country that the person speaks for (ISO 3166-1 alpha-2).",
            "labels": "Every label printed, as a JSON array.",
            "turns": "Number of turns.",
            "words": _WORDS,
        },
    },
    "people": {
        "title": "People",
        "description": "Persons over many meetings, joined by name and by the links that saved pages carry.",
        "label_column": "name",
        "sort_desc": "words",
        "facets": [{"array": "countries"}],
        "columns": {
            "names": "Every name printed, as a JSON array.",
            "countries": "ISO 3166-1 alpha-2 codes, as a JSON array.",
            "words": _WORDS,
            "first_date": "First meeting.",
            "last_date": "Last meeting.",
        },
    },
    "offices": {"title": "Offices", "description": "Offices printed with a participant's name.", "facets": ["country"]},
    "documents": {
        "title": "Documents",
        "description": "Documents that a meeting adopted, signed or spoke of.",
        "label_column": "title",
        "facets": ["status", "kind"],
        "columns": {
            "status": "What became of it; mentioned where the record says no more.",
            "amends": "The document that it changes.",
            "vote": "The vote, as printed.",
            "line": _PLACE["line"],
        },
    },
    "topics": {"title": "Topics", "description": "Headings of the record.", "label_column": "title"},
    "floor": {
        "title": "Floor",
        "description": "Who gave the floor to whom, and which turn took it.",
        "facets": ["kind"],
        "columns": {
            "by_id": "Who gives.",
            "to_id": "Who gets it; empty where the words fit nobody, or several.",
            "to_text": "Words that name who gets it.",
            "turn_id": "The turn in which the words stand.",
            "taken_id": "The turn that took the floor.",
        },
    },
    "diagnostics": {
        "title": "Diagnostics",
        "description": "What csto does not know of a record, or found unsound in it.",
        "facets": ["severity", "code"],
    },
    "sources": {
        "title": "Sources",
        "description": "Files, members of archives and rows of tables that the store was built from.",
        "label_column": "path",
        "facets": ["status", "csto_version"],
        "units": {"size": "B"},
        "columns": {
            "path": "Path from the store's folder.",
            "member": "Name inside an archive.",
            "row": "Row of a table, or number of a record in a file of several.",
            "sha256": "Hash of what was read.",
            "size": "Size in bytes.",
            "reason": "Why it failed.",
        },
    },
    "speeches": {
        "title": "Speeches",
        "description": "Turns with speaker, office, meeting and source: the table to search.",
        "facets": ["person", "role", "country", "body", "language"],
        **_SPEECHES,
    },
    "decisions": {
        "title": "Decisions",
        "description": "Documents that were adopted, signed, approved or ratified, with who chaired.",
        "facets": ["status", "kind", "body"],
        "fts_table": "documents_fts",
        "fts_pk": "id",
    },
    "people_offices": {
        "title": "Offices by person",
        "description": "Each person's offices with the first and last meeting whose record prints them.",
    },
    "failures": {"title": "Failures", "description": "What could not be read, and why."},
    "people_doubts": {
        "title": "Doubtful pairs of people",
        "description": "Pairs that may be one person; csto corpus people decides.",
    },
    **{name: {"hidden": True} for name in ("about", "records", "people_words", "people_decisions")},
}
"""What is said of each table and view."""

_PHRASE = """'"' || replace(:phrase, '"', ' ') || '"'"""
"""What was typed, as one phrase in FTS5's syntax, whatever signs it holds."""

QUERIES: dict[str, dict[str, Any]] = {
    "phrase_after_floor": {
        "title": "Who said a phrase after the floor was given?",
        "description": "Turns that took the floor and hold the phrase; words count as printed.",
        "params": ["phrase"],
        "sql": f"""
SELECT meetings.date, participants.name AS speaker, turns.office, givers.name AS given_by,
       snippet(turns_fts, 0, '[', ']', ' … ', 24) AS words, meetings.title AS meeting, turns.turn, turns.line
FROM turns_fts JOIN turns ON turns.id = turns_fts.rowid JOIN meetings ON meetings.id = turns.meeting_id
JOIN floor ON floor.taken_id = turns.id LEFT JOIN participants AS givers ON givers.id = floor.by_id
LEFT JOIN participants ON participants.id = turns.participant_id
WHERE turns_fts MATCH {_PHRASE}
ORDER BY meetings.date, turns.id""",
    },
    "phrase_by_year": {
        "title": "How often was a phrase said, year by year?",
        "description": "Turns and meetings that hold the phrase; words count as printed.",
        "params": ["phrase"],
        "sql": f"""
SELECT meetings.year, count(*) AS turns, count(DISTINCT meetings.id) AS meetings
FROM turns_fts JOIN turns ON turns.id = turns_fts.rowid JOIN meetings ON meetings.id = turns.meeting_id
WHERE turns_fts MATCH {_PHRASE}
GROUP BY meetings.year ORDER BY meetings.year""",
    },
    "documents_by_year_and_chair": {
        "title": "How many documents, by year and chair?",
        "description": "Documents that were adopted, signed, approved or ratified.",
        "sql": """
SELECT meetings.year, meetings.chair, documents.status, count(*) AS documents
FROM documents JOIN meetings ON meetings.id = documents.meeting_id
WHERE documents.status IN ('adopted', 'signed', 'approved', 'ratified')
GROUP BY meetings.year, meetings.chair, documents.status ORDER BY meetings.year, documents DESC""",
    },
    "decisions_of_a_year": {
        "title": "Which documents were adopted in a year, and who chaired?",
        "params": ["year"],
        "sql": """
SELECT date, body, chair, status, kind, title, path, line FROM decisions
WHERE substr(date, 1, 4) = :year ORDER BY date, id""",
    },
    "speakers_by_words": {
        "title": "Who spoke most?",
        "description": "People over all meetings, by their words.",
        "sql": """
SELECT name, countries, meetings, turns, words, round(1.0 * words / nullif(turns, 0), 1) AS words_a_turn,
       first_date, last_date
FROM people ORDER BY words DESC, name""",
    },
    "floor_given": {
        "title": "To whom did a chair give the floor, and how often?",
        "params": ["chair"],
        "sql": """
SELECT givers.name AS given_by, takers.name AS given_to, count(*) AS times, min(meetings.date) AS first_date,
       max(meetings.date) AS last_date
FROM floor JOIN meetings ON meetings.id = floor.meeting_id JOIN participants AS givers ON givers.id = floor.by_id
JOIN participants AS takers ON takers.id = floor.to_id
WHERE instr(lower(givers.name), lower(:chair)) GROUP BY 1, 2 ORDER BY times DESC, given_to""",
    },
}
"""Questions ready to be asked; their parameters become fields of a form."""


def metadata(store: str) -> dict[str, Any]:
    """Metadata for Datasette, which calls a database by the name of its file without the suffix."""
    return {
        "title": "Records of meetings",
        "description": "Who said what, when, in which office, and what was decided: read by csto.",
        "databases": {
            Path(store).stem: {
                "description": "A store that csto corpus build made; each fact names its line in the source.",
                "tables": TABLES,
                "queries": {name: query | {"sql": query["sql"].strip()} for name, query in QUERIES.items()},
            }
        },
    }
