"""Every writer on every record, and a folder in memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from writer_records import RAW, everything, odd, sample

from csto_cli import Meeting
from csto_cli.writers import find


@pytest.fixture(params=[*(path.name for path in RAW), "odd", "everything"])
def records(request: pytest.FixtureRequest) -> list[Meeting]:
    """Each sample alone, the odd record alone, and everything together."""
    if request.param == "everything":
        return everything()
    return [odd() if request.param == "odd" else sample(request.param)]


@pytest.fixture
def written() -> Callable[..., str]:
    """The text that a writer makes of records, as the bytes of a file would give it back."""

    def call(name: str, records: list[Meeting], **options: Any) -> str:
        stream = io.StringIO()
        find(name).write(iter(records), stream, **options)
        return stream.getvalue().encode("utf-8", "replace").decode("utf-8")

    return call


@pytest.fixture
def filled() -> Callable[..., dict[str, Any]]:
    """The files that a writer fills a folder with, by name."""

    def call(name: str, records: list[Meeting]) -> dict[str, Any]:
        files: dict[str, Any] = {}

        @contextmanager
        def opened(file: str, *, binary: bool = False) -> Iterator[Any]:
            stream: Any = io.BytesIO() if binary else io.StringIO()
            yield stream
            files[file] = stream.getvalue()

        find(name).fill(iter(records), opened)
        return files

    return call
