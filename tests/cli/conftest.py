"""Every test goes through the front door: a real process, in a folder of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import records

Run = Callable[..., "subprocess.CompletedProcess[str]"]
CLEAN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "PAGER", "LESS", "GITHUB_ACTIONS", "PY_COLORS")


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of records: one sound, one without decisions, one nasty, several on lines, and the raw text."""
    folder = tmp_path_factory.mktemp("lake")
    for name, value in {
        "lake.json": records.record(),
        "quiet.json": records.without_decisions(),
        "nasty.json": records.nasty_record(),
    }.items():
        (folder / name).write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
    lines = [records.compact(records.record()), records.compact(records.without_decisions())]
    (folder / "two.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "lake.txt").write_text(records.TEXT, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    return folder


@pytest.fixture
def run(lake: Path) -> Run:
    """Run csto in the folder of records; standard input is empty unless ``stdin`` says otherwise."""

    def call(*words: str, stdin: str | None = "", env: dict[str, str] | None = None, cwd: Path = lake) -> Any:
        environment = {name: value for name, value in os.environ.items() if name not in CLEAN}
        return subprocess.run(
            [sys.executable, "-m", "csto_cli", *words],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env={**environment, **(env or {})},
            timeout=60,
            check=False,
        )

    return call
