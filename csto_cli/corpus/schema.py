"""How a store is laid out: tables, indexes, full text, views; one script for each version of the schema.

Rows hang on one another by foreign keys that cascade: taking a source out takes out all that was read from it. Two
indexes hold the words of the turns: ``turns_fts`` as they are printed (Datasette finds it by its ``content``), and
``turns_stems`` folded and cut to their stems, so that endings do not matter. The second keeps no text, and its entries
are taken out with the help of ``csto_stems``, a function of csto's own connections: a program that does not know how to
keep it in step cannot change the turns.
"""

from __future__ import annotations

APPLICATION_ID = 0x6373746F
"""Number in the file's head that says whose it is (``csto``)."""

FIRST = """
CREATE TABLE about (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    container INTEGER REFERENCES sources(id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    member TEXT,
    row INTEGER,
    sha256 TEXT,
    size INTEGER,
    mtime_ns INTEGER,
    csto_version TEXT NOT NULL,
    options TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('read', 'failed', 'container', 'unfinished')),
    reason TEXT,
    text BLOB
) STRICT;
CREATE UNIQUE INDEX sources_place ON sources(path, ifnull(member, ''), ifnull(row, 0));
CREATE INDEX sources_container ON sources(container);
CREATE INDEX sources_status ON sources(status);

CREATE TABLE meetings (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL UNIQUE REFERENCES sources(id) ON DELETE CASCADE,
    meeting TEXT NOT NULL,
    title TEXT,
    body TEXT,
    organisation TEXT,
    date TEXT,
    end_date TEXT,
    year INTEGER,
    start_time TEXT,
    end_time TEXT,
    place TEXT,
    mode TEXT,
    language TEXT,
    chair TEXT,
    convention TEXT NOT NULL,
    url TEXT,
    turns INTEGER NOT NULL,
    words INTEGER NOT NULL
) STRICT;
CREATE INDEX meetings_date ON meetings(date);
CREATE INDEX meetings_body ON meetings(body);
CREATE INDEX meetings_meeting ON meetings(meeting);

CREATE TABLE records (
    meeting_id INTEGER PRIMARY KEY REFERENCES meetings(id) ON DELETE CASCADE,
    json BLOB NOT NULL
) STRICT;

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    names TEXT NOT NULL,
    countries TEXT NOT NULL,
    links TEXT NOT NULL,
    meetings INTEGER NOT NULL,
    turns INTEGER NOT NULL,
    words INTEGER NOT NULL,
    first_date TEXT,
    last_date TEXT
) STRICT;
CREATE INDEX people_name ON people(name);

CREATE TABLE people_words (
    sound TEXT NOT NULL,
    word TEXT NOT NULL,
    person_id INTEGER NOT NULL REFERENCES people(id) ON DELETE CASCADE,
    PRIMARY KEY (sound, word, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_words_person ON people_words(person_id);

CREATE TABLE people_doubts (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    one_name TEXT NOT NULL,
    other_name TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE people_decisions (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('same', 'different')),
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE participants (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    person_id INTEGER REFERENCES people(id) ON DELETE SET NULL,
    person_key TEXT,
    participant TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    attendance TEXT NOT NULL,
    country TEXT,
    organisation TEXT,
    labels TEXT NOT NULL,
    links TEXT NOT NULL,
    turns INTEGER NOT NULL,
    words INTEGER NOT NULL
) STRICT;
CREATE INDEX participants_meeting ON participants(meeting_id);
CREATE INDEX participants_person ON participants(person_id);
CREATE INDEX participants_key ON participants(person_key);

CREATE TABLE offices (
    id INTEGER PRIMARY KEY,
    participant_id INTEGER NOT NULL REFERENCES participants(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    country TEXT
) STRICT;
CREATE INDEX offices_participant ON offices(participant_id);

CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    participant_id INTEGER REFERENCES participants(id) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    label TEXT,
    office TEXT,
    line INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    start_time TEXT,
    words INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX turns_meeting ON turns(meeting_id);
CREATE INDEX turns_participant ON turns(participant_id);

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    turn_id INTEGER REFERENCES turns(id) ON DELETE CASCADE,
    kind TEXT,
    number TEXT,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    date TEXT,
    amends TEXT,
    vote TEXT,
    in_favour INTEGER,
    against INTEGER,
    abstentions INTEGER,
    line INTEGER
) STRICT;
CREATE INDEX documents_meeting ON documents(meeting_id);
CREATE INDEX documents_turn ON documents(turn_id);
CREATE INDEX documents_status ON documents(status);

CREATE TABLE topics (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    line INTEGER NOT NULL
) STRICT;
CREATE INDEX topics_meeting ON topics(meeting_id);

CREATE TABLE floor (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    by_id INTEGER REFERENCES participants(id) ON DELETE CASCADE,
    to_id INTEGER REFERENCES participants(id) ON DELETE CASCADE,
    to_text TEXT,
    turn_id INTEGER REFERENCES turns(id) ON DELETE CASCADE,
    taken_id INTEGER REFERENCES turns(id) ON DELETE CASCADE,
    line INTEGER NOT NULL
) STRICT;
CREATE INDEX floor_meeting ON floor(meeting_id);
CREATE INDEX floor_by ON floor(by_id);
CREATE INDEX floor_to ON floor(to_id);
CREATE INDEX floor_turn ON floor(turn_id);
CREATE INDEX floor_taken ON floor(taken_id);

CREATE TABLE diagnostics (
    id INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    severity TEXT NOT NULL,
    message TEXT NOT NULL,
    hint TEXT,
    line INTEGER
) STRICT;
CREATE INDEX diagnostics_meeting ON diagnostics(meeting_id);
CREATE INDEX diagnostics_code ON diagnostics(code);

CREATE VIRTUAL TABLE turns_fts USING fts5(
    text, content="turns", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE turns_stems USING fts5(text, content="", tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE documents_fts USING fts5(
    title, content="documents", content_rowid="id", tokenize="unicode61 remove_diacritics 2"
);
CREATE VIRTUAL TABLE documents_stems USING fts5(text, content="", tokenize="unicode61 remove_diacritics 0");

CREATE TRIGGER turns_added AFTER INSERT ON turns BEGIN
    INSERT INTO turns_fts(rowid, text) VALUES (new.id, new.text);
END;
CREATE TRIGGER turns_removed AFTER DELETE ON turns BEGIN
    INSERT INTO turns_fts(turns_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO turns_stems(turns_stems, rowid, text) VALUES ('delete', old.id, csto_stems(old.text));
END;
CREATE TRIGGER turns_kept BEFORE UPDATE OF id, text ON turns BEGIN
    SELECT RAISE(ABORT, 'turns are taken out and put in by csto corpus build, not changed');
END;
CREATE TRIGGER documents_added AFTER INSERT ON documents BEGIN
    INSERT INTO documents_fts(rowid, title) VALUES (new.id, new.title);
END;
CREATE TRIGGER documents_removed AFTER DELETE ON documents BEGIN
    INSERT INTO documents_fts(documents_fts, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO documents_stems(documents_stems, rowid, text) VALUES ('delete', old.id, csto_stems(old.title));
END;
CREATE TRIGGER documents_kept BEFORE UPDATE OF id, title ON documents BEGIN
    SELECT RAISE(ABORT, 'documents are taken out and put in by csto corpus build, not changed');
END;

CREATE VIEW speeches AS
    SELECT turns.id, meetings.date, meetings.title AS meeting, meetings.body, meetings.language, participants.name,
           people.name AS person, participants.role, participants.country, turns.office, turns.turn, turns.line,
           turns.words, turns.text, sources.path
    FROM turns JOIN meetings ON meetings.id = turns.meeting_id JOIN sources ON sources.id = meetings.source_id
    LEFT JOIN participants ON participants.id = turns.participant_id
    LEFT JOIN people ON people.id = participants.person_id;
CREATE VIEW decisions AS
    SELECT documents.id, meetings.date, meetings.title AS meeting, meetings.body, meetings.chair, documents.status,
           documents.kind, documents.number, documents.title, documents.vote, documents.line, sources.path
    FROM documents JOIN meetings ON meetings.id = documents.meeting_id
    JOIN sources ON sources.id = meetings.source_id
    WHERE documents.status IN ('adopted', 'signed', 'approved', 'ratified');
CREATE VIEW people_offices AS
    SELECT people.id AS person_id, people.name, offices.title AS office, offices.country,
           min(meetings.date) AS first_date, max(meetings.date) AS last_date, count(DISTINCT meetings.id) AS meetings
    FROM offices JOIN participants ON participants.id = offices.participant_id
    JOIN people ON people.id = participants.person_id JOIN meetings ON meetings.id = participants.meeting_id
    GROUP BY people.id, offices.title, offices.country;
CREATE VIEW failures AS
    SELECT id, path, member, row, reason FROM sources WHERE status = 'failed';
"""

SECOND = """
UPDATE records SET json = csto_packed(json, (
    SELECT json_group_array(text) FROM (SELECT text FROM turns WHERE turns.meeting_id = records.meeting_id ORDER BY id)
));
"""
"""Records leave out the paragraphs that ``turns`` hold: a third of a store, and more of one of short records."""

MIGRATIONS: tuple[str, ...] = (FIRST, SECOND)
"""What makes the next version of each; ``PRAGMA user_version`` is the number of those that were applied."""
