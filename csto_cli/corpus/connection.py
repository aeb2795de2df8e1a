"""Opening a store: for reading, for writing, or made new; what goes wrong becomes one line."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

import orjson

from csto_cli.corpus import stems
from csto_cli.corpus.packed import packed
from csto_cli.corpus.schema import APPLICATION_ID, MIGRATIONS
from csto_cli.errors import (
    CstoError,
    EmptyInputError,
    InputError,
    MissingExtraError,
    NotRecognisedError,
    OutputError,
    SchemaVersionError,
    UnreadableError,
    UsageError,
)

WAIT = 5.0
"""Seconds that are waited for another program's lock."""
CACHE = -16_000
"""Memory for pages, as SQLite wants it: minus so many KiB."""
FAILURES = (
    ("SQLITE_NOTADB", "this is no SQLite database", "give a store that csto corpus build made"),
    ("SQLITE_CORRUPT", "the store is damaged: {}", "build it again under another name"),
    ("SQLITE_BUSY", "another program has locked the store", "try again when it is done"),
    ("SQLITE_LOCKED", "another program has locked the store", "try again when it is done"),
    ("SQLITE_READONLY", "the store may not be written", "check its permissions"),
    ("SQLITE_CANTOPEN", "the store cannot be opened", "check its path and permissions"),
    ("SQLITE_PERM", "the store cannot be opened", "check its path and permissions"),
    ("SQLITE_FULL", "the disk is full", "make room and run the same command again: what is in the store stays"),
    ("SQLITE_IOERR", "the disk fails or is full: {}", "make room and run the same command again"),
)
"""What SQLite may say, and what the user reads: the beginning of its code, what is wrong, what to do."""


@contextmanager
def reading(path: str) -> Iterator[sqlite3.Connection]:
    """The store at ``path``, opened so that nothing is changed.

    It is opened as one that could be written where it can: a reader that could not would leave the files of the log
    behind, which the last one who closes a store takes away.
    """
    if path == "-":
        raise UsageError("a store is not read from standard input", hint="give its file")
    if not Path(path).exists():
        raise _missing(path)
    with _failures_told(path, InputError), closing(_connected(path, "mode=rw")) as connection:
        try:
            _checked(connection, path)
            _filled(connection, path)
        except sqlite3.OperationalError as error:
            # Where its folder cannot be written, a store in WAL mode opens only as one that nobody changes.
            wal = Path(f"{path}-wal")
            if not _name(error).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")) or (
                wal.exists() and wal.stat().st_size
            ):
                raise
            with closing(_connected(path, "mode=ro&immutable=1")) as unchanging:
                _checked(unchanging, path)
                _filled(unchanging, path)
                yield unchanging
            return
        connection.execute("PRAGMA query_only = ON")
        yield connection


@contextmanager
def writing(path: str, *, make: bool = True) -> Iterator[sqlite3.Connection]:
    """The store at ``path``, made where there is none, brought to this version's schema, opened for writing."""
    if not make and not Path(path).exists():
        raise _missing(path)
    with _failures_told(path, OutputError), closing(_connected(path, "mode=rwc")) as connection:
        connection.create_function("csto_stems", 1, _stems_of(connection), deterministic=True)
        connection.create_function("csto_packed", 2, _packed, deterministic=True)
        _checked(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = {CACHE}")
        _migrate(connection)
        yield connection


def about(connection: sqlite3.Connection, name: str) -> str | None:
    """What the store says of itself."""
    row = connection.execute("SELECT value FROM about WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def note(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep something that the store says of itself."""
    connection.execute(
        "INSERT INTO about VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (name, value)
    )


def _missing(path: str) -> CstoError:
    return UnreadableError(f"{path}: there is no such store", hint="make one with csto corpus build")


def place(store: str, path: str) -> str:
    """A path of the store, which counts from the store's folder, as it counts from here."""
    folder = Path(store).parent
    real = os.path.realpath(folder)
    # A path that leads out of a folder by .. leads out of the real one, not of a link to it.
    return os.path.normpath(Path(real if real != os.path.abspath(folder) else folder) / path)  # noqa: PTH100


def _connected(path: str, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(os.path.abspath(path))}?{mode}"  # noqa: PTH100 - a link's own folder is the store's
    connection = sqlite3.connect(uri, uri=True, timeout=WAIT, isolation_level=None)
    connection.execute(f"PRAGMA cache_size = {CACHE}")
    return connection


def _stems_of(connection: sqlite3.Connection) -> Callable[[str], str]:
    """The function ``csto_stems``: it cuts as the store's own index does."""

    @cache
    def cut() -> Callable[[str], str]:
        return stems.stemmer(about(connection, "stemmer") or stems.FOLDED)

    return lambda text: stems.stems(text, cut())


def _packed(record: bytes, said: str) -> bytes:
    """The function ``csto_packed``, of a record as the first schema kept it and its turns' texts as a JSON array."""
    return packed(zlib.decompress(record), orjson.loads(said))


def _filled(connection: sqlite3.Connection, path: str) -> None:
    """Refuse a database without a table, as which SQLite takes an empty file."""
    if not connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise EmptyInputError(f"{path}: the store is empty", hint="make one with csto corpus build")


def _checked(connection: sqlite3.Connection, path: str) -> None:
    """Refuse what is no store, or a store that this csto does not know."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION_ID and connection.execute("SELECT 1 FROM sqlite_schema").fetchone():
        raise NotRecognisedError(f"{path}: this SQLite database is no store of csto", hint="give another name")
    if version > len(MIGRATIONS):
        raise SchemaVersionError(
            f"{path}: the store has schema version {version}, this csto knows {len(MIGRATIONS)}",
            hint="use the csto that made it, or a newer one",
        )
    if not connection.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'").fetchone():
        raise MissingExtraError(
            f"{path}: this Python's SQLite has no full-text search (FTS5)",
            hint="use a Python whose sqlite3 module has it, such as those of python.org",
        )


def _migrate(connection: sqlite3.Connection) -> None:
    """Bring a store to the schema of this version, whole or not at all."""
    if connection.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    with transaction(connection):
        for script in MIGRATIONS[connection.execute("PRAGMA user_version").fetchone()[0] :]:
            for statement in statements(script):
                connection.execute(statement)
        if about(connection, "stemmer") is None:
            note(connection, "stemmer", stems.available())
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """What is done inside happens whole or not at all; the transaction may have begun already."""
    if not connection.in_transaction:
        connection.execute("BEGIN IMMEDIATE")
    with connection:
        yield


@contextmanager
def _failures_told(path: str, kind: type[CstoError]) -> Iterator[None]:
    """What SQLite says becomes one line that names the store; ``kind`` is the failure of reading or of writing."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told, hint = next((row[1:] for row in FAILURES if _name(error).startswith(row[0])), (None, None))
        if told is None:
            raise
        raise kind(f"{path}: {told.format(error)}", hint=hint) from error


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or ""
