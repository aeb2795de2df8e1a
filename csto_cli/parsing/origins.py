"""What a file says of its own origin, as fields of the record's source, with the words that prove them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from csto_cli.formats.reading import Origin, Reading
from csto_cli.model import Basis, Evidence, Span
from csto_cli.parsing.draft import Problem
from csto_cli.patterns import pattern

MOST_PROOFS = 4
ADDRESS = pattern(r"https?://(?:www\.)?([^?#]*)", re.IGNORECASE)


def origin_fields(reading: Reading, span: Callable[[int, int], Span]) -> dict[str, Any]:
    """Fields of ``source``: the first value that is said of each, and every place that says the same.

    ``span`` makes a span of the record of two offsets.
    """
    origins = reading.origins
    first = {origin.field: origin.value for origin in reversed(origins)}
    evidence: dict[str, list[Evidence]] = {}
    for origin in origins:
        proofs = evidence.setdefault(origin.field, [])
        if origin.value == first[origin.field] and len(proofs) < MOST_PROOFS:
            basis: Basis = "inferred" if origin.inferred else "printed"
            proofs.append(Evidence.made(span=span(origin.start, origin.end), text=origin.text, basis=basis))
    url = first.pop("url", None) or reading.address
    return {"url": url, **first, **({"evidence": evidence} if evidence else {})}


def doubt_origins(origins: Sequence[Origin]) -> Iterator[Problem]:
    """A page that names two addresses is told; a query and what follows it makes no other page."""
    addresses = [origin for origin in origins if origin.field == "url"]
    for other in addresses[1:]:
        if _page(other.value) != _page(addresses[0].value) and ADDRESS.match(other.value):
            message = f"the page is said to be at {addresses[0].value[:200]} and at {other.value[:200]}"
            yield Problem("C132", "info", message, other.start, other.end, "open both; the first one is in the record")
            return


def doubt_frames(reading: Reading, *, has_turns: bool) -> Iterator[Problem]:
    """What a page shows in frames is not read: told where the page itself has no turns."""
    if has_turns:
        return
    frames = [frame for frame in reading.frames if frame.set or not re.match(r"(?:https?:)?//|about:", frame.address)]
    frames = [frame for frame in frames if frame.address]
    if frames:
        first = frames[0]
        more = f" and {len(frames) - 1} more" if len(frames) > 1 else ""
        message = f"the page shows another one inside itself, which is not read: {first.address[:200]!r}{more}"
        hint = "give that file, or open the frame alone in a browser and save it"
        yield Problem("C134", "warning", message, first.start, first.end, hint)


def _page(address: str) -> str:
    found = ADDRESS.match(address)
    return found[1].rstrip("/").lower() if found else address
