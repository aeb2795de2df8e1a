"""``csto schema``."""

from __future__ import annotations

from csto_cli.commands.options import Running, Target
from csto_cli.commands.streams import opened


def schema(target: Target, running: Running) -> None:
    """What does each field of the JSON mean?

    The JSON Schema (2020-12) of a record, every field described with its unit.

    Examples:
      csto schema
      csto schema -o meeting.schema.json
    """
    from csto_cli.model import SCHEMA_VERSION, Meeting
    from csto_cli.writers.values import row_json

    del running
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": f"csto schema version {SCHEMA_VERSION}",
    }
    with opened(target.output) as stream:
        stream.write(f"{row_json(head | Meeting.model_json_schema(mode='serialization'), indent=True)}\n")
