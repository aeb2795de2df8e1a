"""Values as JSON text and as cells: what every row and record is written with."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from csto_cli.model import Meeting


def record_json(meeting: Meeting, *, indent: int | None = None) -> str:
    """A Meeting as JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, is written as its escape."""
    try:
        return meeting.model_dump_json(indent=indent)
    except ValueError:  # of which Pydantic's serialization error and Python's encoding error are kinds
        separators = (",", ":") if indent is None else None
        text = json.dumps(meeting.model_dump(), ensure_ascii=False, indent=indent, separators=separators)
        return escape_surrogates(text)


def row_json(row: object, *, indent: bool = False) -> str:
    """A row as JSON in UTF-8."""
    try:
        return orjson.dumps(row, option=orjson.OPT_INDENT_2 if indent else 0).decode()
    except orjson.JSONEncodeError:
        value = asdict(row) if is_dataclass(row) and not isinstance(row, type) else row
        return escape_surrogates(json.dumps(value, ensure_ascii=False, indent=2 if indent else None))


def escape_surrogates(text: str) -> str:
    r"""JSON text in which lone surrogates are escapes (``\ud800``)."""
    return "".join(f"\\u{ord(sign):04x}" if "\ud800" <= sign <= "\udfff" else sign for sign in text)


def array_item(text: str) -> str:
    """Indented JSON moved two columns to the right; JSON holds no line end inside a string."""
    return "  " + text.replace("\n", "\n  ")


def flat(value: Any) -> str:
    """A value as one cell: lists joined, proofs as ``line N: words``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return row_json(value)
    if isinstance(value, Iterable):
        return "; ".join(flat(item) for item in value)
    if is_dataclass(value):
        return f"{getattr(value, 'field', '')} line {getattr(value, 'line', '')}: {getattr(value, 'text', '')}"
    return str(value)


def names_of(kind: type) -> list[str]:
    """Names of a row's values, in order."""
    return [part.name for part in fields(kind)]
