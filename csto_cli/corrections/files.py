"""A file of corrections: one JSON object a line, as ``csto correct`` writes them."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from pydantic import ValidationError

from csto_cli.errors import NotRecognisedError, UnreadableError
from csto_cli.model import Correction

EMPTY = dict.fromkeys(("value", "by", "when", "why", "quote", "before", "after", "span", "text_sha256"))


def read_corrections(path: str | os.PathLike[str]) -> list[Correction]:
    """Corrections of a file, in order; keys that a line leaves out are null.

    Raises ``UnreadableError``, and ``NotRecognisedError`` that names the line which is no correction.
    """
    name = os.fspath(path)
    try:
        data = Path(name).read_bytes()
    except OSError as error:
        raise UnreadableError(f"{name}: cannot be read: {error.strerror or error}", hint="check the path") from None
    found = []
    for number, line in enumerate(data.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(Correction.model_validate({**EMPTY, **orjson.loads(line)}))
        except (orjson.JSONDecodeError, TypeError):
            raise NotRecognisedError(
                f"{name}:{number}: this is no JSON object", hint="csto correct writes them"
            ) from None
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise NotRecognisedError(
                f"{name}:{number}: {where}: {first['msg']}", hint="csto correct writes corrections"
            ) from None
    return found
