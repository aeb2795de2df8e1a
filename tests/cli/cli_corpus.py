"""What the tests of stores share: records of councils that never met, csto in a folder, a store's rows."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

SHADOWS = ("_data", "_idx", "_docsize", "_config", "_content")
YEARS = 2001


def record(number: int, *, chair: str = "Ada Quill", words: str = "the water of the lake") -> str:
    """A record like others, with a date, a number and words of its own."""
    return f"""Meeting of the Lake Council

March {1 + number % 28}, {YEARS + number // 28 % 80}, Brightwater

Taking part were President of Norland {chair}, Premier of Sudria Ben Marsh and Envoy of Westmark Cleo Dunn.

The participants adopted a declaration on clean water.

* * *

President of Norland {chair}: Good afternoon. This is session {number}, on {words}.

Mr Marsh, you have the floor.

Premier of Sudria Ben Marsh: Thank you. The lake is rising, and our collective security with it.

{chair}: Thank you, Ben. We are done.
"""


RUSSIAN = """Заседание Совета озера

4 марта 2021 года, Онега

Пётр Шубин: Уважаемые коллеги! Наша общая безопасность – это вода. Ещё раз спасибо.

Марина Вельд: Спасибо, господин Шубин. О безопасности говорили все.
"""


def fill(folder: Path, count: int) -> Path:
    """Write so many records into a folder; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(record(number), encoding="utf-8")
    return folder


def csto(folder: Path, *words: str, **extra: Any) -> subprocess.CompletedProcess[str]:
    """Run csto in a folder."""
    return subprocess.run(
        command(*words), cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
        stdin=subprocess.DEVNULL, **extra,
    )  # fmt: skip


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "csto_cli", *words]


def built(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Build ``c.db`` in a folder; it must go well."""
    done = csto(folder, "corpus", "build", "c.db", *words)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done


def ask(store: Path, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Rows of a question put by SQLite itself."""
    connection = sqlite3.connect(store)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()


def rows(store: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and every word of both indexes with its place."""
    names = [
        name
        for (name,) in ask(store, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        if not name.endswith(SHADOWS) and not name.endswith(("_fts", "_stems"))
    ]
    found = {name: sorted(ask(store, f"SELECT * FROM {name}"), key=repr) for name in names}
    connection = sqlite3.connect(store)
    for index in ("turns_fts", "turns_stems", "documents_fts", "documents_stems"):
        connection.execute(f"CREATE VIRTUAL TABLE temp.{index}_words USING fts5vocab(main, {index}, instance)")
        found[index] = connection.execute(f"SELECT * FROM temp.{index}_words ORDER BY 1, 2, 3, 4").fetchall()
    connection.close()
    return found


def sound(store: Path) -> None:
    """Assert that SQLite finds nothing wrong, in tables, keys and full text."""
    connection = sqlite3.connect(store)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    for index in ("turns_fts", "documents_fts"):
        connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    connection.close()
