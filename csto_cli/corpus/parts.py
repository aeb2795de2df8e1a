"""Records in parts: a folder of Parquet files with a row for each record, written by many processes, loaded by one.

A part is named by the share of the sources that it was read from and by what it says
(``part-SHARE-CONTENT.parquet``), and takes its name only when it is whole: written twice it is there once. The list
``_parts.json`` names the parts of the last build that ended, in the order of its sources; it appears when all of them
are there.
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from csto_cli.errors import MissingExtraError, NotRecognisedError, OutputError, UnreadableError

LIST = "_parts.json"
NAME = re.compile(r"part-(?P<share>[0-9a-f]{32})-[0-9a-f]{32}\.parquet")
ROWS_A_GROUP = 64
"""Rows that are kept until they are written: few, as each holds a whole record."""
COLUMNS: dict[str, str] = {
    "path": "string",
    "member": "string",
    "row": "int64",
    "number": "int64",
    "status": "string",
    "reason": "string",
    "sha256": "string",
    "size": "int64",
    "mtime_ns": "int64",
    "meeting": "string",
    "title": "string",
    "body": "string",
    "date": "string",
    "language": "string",
    "chair": "string",
    "convention": "string",
    "turns": "int64",
    "words": "int64",
    "record": "string",
}
"""Columns and their types in Arrow; ``docs/scale.md`` says what they mean."""
Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part that is written: its name, and how many records it holds and how many failures."""

    name: str
    read: int
    failed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PartList:
    """What the list of a folder says: who read the records, how, and which parts there are, in order."""

    csto_version: str
    options: str
    parts: tuple[Part, ...]


def write_part(folder: str, share: str, rows: Iterable[Row]) -> Part:
    """Write the rows of a share as a part, which appears whole or not at all."""
    arrow, parquet = _pyarrow()
    schema = arrow.schema([(name, getattr(arrow, kind)()) for name, kind in COLUMNS.items()])
    temporary = Path(folder, f".part-{share}-{uuid.uuid4().hex}.tmp")
    content = hashlib.sha256()
    outcomes: Counter[str] = Counter()
    try:
        with temporary.open("xb") as stream:
            with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
                for group in _grouped(rows, ROWS_A_GROUP):
                    content.update(b"".join(map(orjson.dumps, group)))
                    outcomes.update(row["status"] for row in group)
                    writer.write_table(arrow.Table.from_pylist(group, schema=schema))
                counts = {outcome: outcomes[outcome] for outcome in ("read", "failed")}
                writer.add_key_value_metadata({outcome: str(count) for outcome, count in counts.items()})
            stream.flush()
            os.fsync(stream.fileno())
        part = Part(name=f"part-{share}-{content.hexdigest()[:32]}.parquet", **counts)
        temporary.replace(Path(folder, part.name))
    except OSError as error:
        raise OutputError(
            f"{folder}: a part cannot be written: {error.strerror or error}", hint="check the folder and its disk"
        ) from None
    finally:
        temporary.unlink(missing_ok=True)
    return part


def read_part(folder: str, name: str) -> Iterator[Row]:
    """The rows of a part, few in memory at a time."""
    _, parquet = _pyarrow()
    try:
        with parquet.ParquetFile(Path(folder, name)) as file:
            missing = COLUMNS.keys() - set(file.schema_arrow.names)
            if missing:
                raise NotRecognisedError(f"{folder}/{name}: this is no part that csto wrote: it has no {min(missing)}")
            for batch in file.iter_batches(ROWS_A_GROUP, columns=list(COLUMNS)):
                yield from batch.to_pylist()
    except (OSError, ValueError) as error:  # what pyarrow raises is one of both
        raise UnreadableError(
            f"{folder}/{name}: the part cannot be read: {str(error).partition(chr(10))[0]}",
            hint="write it again with csto corpus build --engine dask",
        ) from None


def parts_at_hand(folder: str) -> dict[str, Part]:
    """The whole parts that a folder holds, by their share; of two of one share, the younger."""
    _, parquet = _pyarrow()
    found = [path for path in Path(folder).iterdir() if NAME.fullmatch(path.name)]
    parts: dict[str, Part] = {}
    for path in sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name)):
        match = NAME.fullmatch(path.name)
        assert match is not None
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = parquet.read_metadata(path).metadata
            parts[match["share"]] = Part(name=path.name, read=int(told[b"read"]), failed=int(told[b"failed"]))
    return parts


def write_list(folder: str, listed: PartList) -> None:
    """Name the parts of a build that has ended, then take away what it did not write or left unfinished."""
    temporary = Path(folder, f".{LIST}.{uuid.uuid4().hex}.tmp")
    try:
        temporary.write_bytes(orjson.dumps(listed, option=orjson.OPT_INDENT_2))
        temporary.replace(Path(folder, LIST))
        names = {part.name for part in listed.parts}
        for path in Path(folder).iterdir():
            stray = NAME.fullmatch(path.name) and path.name not in names
            if stray or (path.name.startswith((".part-", f".{LIST}.")) and path.suffix == ".tmp"):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from None
    finally:
        temporary.unlink(missing_ok=True)


def read_list(folder: str) -> PartList:
    """The list of a folder. Raises where there is none, or none that is csto's."""
    try:
        value = orjson.loads(Path(folder, LIST).read_bytes())
        parts = tuple(Part(**part) for part in value["parts"])
        return PartList(csto_version=value["csto_version"], options=value["options"], parts=parts)
    except OSError:
        raise UnreadableError(
            f"{folder}: there is no {LIST} in it",
            hint="let csto corpus build --engine dask write the folder to its end",
        ) from None
    except (orjson.JSONDecodeError, KeyError, TypeError):
        raise NotRecognisedError(f"{folder}/{LIST}: this is no list that csto wrote") from None


def _grouped(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError("parts in Parquet need an extra package", hint="pip install 'csto-cli[dask]'") from None
    return pyarrow, pyarrow.parquet
