"""Records that csto wrote, from JSON to Meetings again; loads nothing of the parser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson
from pydantic import ValidationError

from csto_cli.errors import NotRecognisedError, SchemaVersionError
from csto_cli.model import SCHEMA_VERSION, Meeting


def load(data: str | bytes | dict[str, Any]) -> Meeting:
    """Read one record that csto wrote, from JSON or from a dictionary.

    Raises ``NotRecognisedError`` for anything else and ``SchemaVersionError`` for a newer major schema version.
    """
    value = data if isinstance(data, dict) else _json(data)
    return _meeting(value)


def load_many(data: bytes) -> Iterator[Meeting]:
    """Read every record of a JSON object, an array, or lines of JSON."""
    text = data.strip()
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        for line in text.splitlines():
            if line.strip():
                yield _meeting(_json(line))
        return
    for one in value if isinstance(value, list) else [value]:
        yield _meeting(one)


def _json(data: str | bytes) -> Any:
    try:
        return orjson.loads(data)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as error:
        raise NotRecognisedError(f"this is no JSON: {error}", hint="give a record that csto parse wrote") from None


def _meeting(value: Any) -> Meeting:
    """A meeting of one JSON value; raises where it is no record or of a schema that csto does not read."""
    version = value.get("schema_version") if isinstance(value, dict) else None
    if not isinstance(version, str):
        raise NotRecognisedError(
            "this is JSON, but no csto record: it has no schema_version", hint="give a record that csto parse wrote"
        )
    if version.split(".")[0] != SCHEMA_VERSION.split(".")[0]:
        raise SchemaVersionError(
            f"the record has schema version {version}, this csto reads {SCHEMA_VERSION}",
            hint="use the csto that wrote it",
        )
    try:
        return Meeting.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NotRecognisedError(
            f"this csto record is broken at {where}: {first['msg']}", hint="write it again with csto parse"
        ) from None
