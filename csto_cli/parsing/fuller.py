"""Full names that a record prints outside its labels for those whom its labels call by surname."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from csto_cli.formats.block import Block
from csto_cli.parsing.names import LabelReading, is_given_name
from csto_cli.parsing.people import Named

MOST_SURNAMES = 200


def said_in_full(blocks: Sequence[Block], surnames: Collection[str]) -> Iterator[Named]:
    """The first place that prints each surname with a given name (``Senator John Glenn``).

    Where the record prints a surname with several given names, nobody can tell whose label it is: none is given.
    """
    either = "|".join(re.escape(name) for name in sorted(surnames)[:MOST_SURNAMES])
    if not either:
        return
    pattern = re.compile(rf"(?<![\w.])(?P<given>[A-Z][a-z]+(?: [A-Z]\.)?) (?P<surname>{either})(?![\w-])")
    first: dict[str, tuple[str, Named]] = {}
    doubtful: set[str] = set()
    for block in blocks:
        for match in pattern.finditer(block.text):
            given, surname = match["given"].split()[0], match["surname"]
            if not is_given_name(given):
                continue
            reading = LabelReading("", match.group(), 0, len(match.group()), firm=True)
            named = Named(reading, block, match.start(), match.group(), is_label=False)
            if first.setdefault(surname, (given, named))[0] != given:
                doubtful.add(surname)
    yield from (named for surname, (_, named) in first.items() if surname not in doubtful)
