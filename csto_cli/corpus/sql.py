"""Questions in SQL, which can read the store and do nothing else.

An authorizer allows reading tables and calling functions that compute, and nothing more: a file opened for reading
alone would still let ``ATTACH`` make another. A query stops after so many steps, and no value grows beyond a limit.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from csto_cli.errors import UsageError

STEPS = 100_000_000
"""Steps of SQLite's machine that a query may take where nothing else is asked for: some seconds."""
EVERY = 10_000
LONGEST = 100_000_000
"""Bytes that a value may have."""
ACTIONS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
PRAGMAS = {
    "data_version", "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo",
    "foreign_key_list", "function_list", "compile_options",
}  # fmt: skip
"""Pragmas that only tell; full text asks for ``data_version`` itself."""
VIRTUAL = (
    "turns_fts", "turns_stems", "documents_fts", "documents_stems", "json_each('[]')", "json_tree('[]')",
    *(f"pragma_{name}" for name in sorted(PRAGMAS - {"data_version"})),
)  # fmt: skip
FUNCTIONS = {
    "abs", "acos", "asin", "atan", "atan2", "avg", "bm25", "ceil", "ceiling", "char", "coalesce", "concat", "concat_ws",
    "cos", "count", "cume_dist", "date", "datetime", "degrees", "dense_rank", "exp", "first_value", "floor", "format",
    "glob", "group_concat", "hex", "highlight", "ifnull", "iif", "instr", "json", "json_array", "json_array_length",
    "json_each", "json_extract", "json_group_array", "json_group_object", "json_object", "json_quote", "json_tree",
    "json_type", "json_valid", "julianday", "lag", "last_value", "lead", "length", "like", "likelihood", "likely", "ln",
    "log", "log10", "log2", "lower", "ltrim", "match", "max", "min", "mod", "nth_value", "ntile", "nullif",
    "octet_length", "percent_rank", "pi", "pow", "power", "printf", "quote", "radians", "rank", "replace", "round",
    "row_number", "rtrim", "sign", "sin", "snippet", "sqrt", "string_agg", "strftime", "substr", "substring", "sum",
    "tan", "time", "timediff", "total", "trim", "trunc", "typeof", "unhex", "unicode", "unixepoch", "unlikely", "upper",
    "->", "->>",
}  # fmt: skip


def ask(
    connection: sqlite3.Connection, query: str, *, steps: int = STEPS
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Names of the columns, and the rows; raises ``UsageError`` for what is no question, or takes too long."""
    connection.set_authorizer(None)
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    denied: list[str] = []
    taken = 0

    def allowed(action: int, one: str | None, other: str | None, database: str | None, inner: str | None) -> int:
        del database, inner
        if action in ACTIONS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (other or "").lower() in FUNCTIONS:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_PRAGMA and (one or "").lower() in PRAGMAS:
            return sqlite3.SQLITE_OK
        denied.append(f"the function {other}" if action == sqlite3.SQLITE_FUNCTION else _named(action))
        return sqlite3.SQLITE_DENY

    def count() -> int:
        nonlocal taken
        taken += EVERY
        return int(taken > steps)

    for table in VIRTUAL:
        # A virtual table declares itself when it is first met, which looks like writing to who allows or forbids.
        with suppress(sqlite3.OperationalError):
            connection.execute(f"SELECT 1 FROM {table} LIMIT 0")
    connection.set_authorizer(allowed)
    connection.set_progress_handler(count, EVERY)
    try:
        cursor = connection.execute(query)
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise _refused(error, denied, steps) from None
    if cursor.description is None:
        raise UsageError("this is no question", hint="begin with SELECT or WITH")
    return [column[0] for column in cursor.description], _rows(cursor, denied, steps)


def _rows(cursor: sqlite3.Cursor, denied: list[str], steps: int) -> Iterator[tuple[Any, ...]]:
    try:
        yield from cursor
    except sqlite3.Error as error:
        raise _refused(error, denied, steps) from None


def _refused(error: Exception, denied: list[str], steps: int) -> UsageError:
    said = str(error)
    if said == "interrupted":
        return UsageError(
            f"the question takes more than {steps:,} steps", hint="ask for less, or allow more with --steps"
        )
    if denied:
        return UsageError(f"{denied[0]} is not allowed here: a store is only read", hint="ask with SELECT")
    return UsageError(f"SQLite says: {said}", hint="csto corpus sql STORE --tables lists what there is")


def _named(action: int) -> str:
    names = {
        getattr(sqlite3, name): name.removeprefix("SQLITE_").replace("_", " ")
        for name in dir(sqlite3)
        if name.startswith(("SQLITE_CREATE", "SQLITE_DROP", "SQLITE_ALTER"))
    }
    names |= {
        sqlite3.SQLITE_ATTACH: "ATTACH", sqlite3.SQLITE_DETACH: "DETACH", sqlite3.SQLITE_PRAGMA: "this PRAGMA",
        sqlite3.SQLITE_INSERT: "INSERT", sqlite3.SQLITE_UPDATE: "UPDATE", sqlite3.SQLITE_DELETE: "DELETE",
        sqlite3.SQLITE_TRANSACTION: "a transaction", sqlite3.SQLITE_SAVEPOINT: "a savepoint",
        sqlite3.SQLITE_REINDEX: "REINDEX", sqlite3.SQLITE_ANALYZE: "ANALYZE",
    }  # fmt: skip
    return names.get(action, "that")
