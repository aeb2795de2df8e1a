"""Keep a few inputs of what fuzzing has collected: ``python tests/fuzz/keep.py FOLDER`` writes ``corpus/``.

FOLDER holds a folder for each target, as ``fuzz.py`` leaves it. Inputs are taken evenly over all sizes up to a limit; one
that fails is not kept here but fixed, and then put into ``found/`` under a name that says what it is.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from pathlib import Path

from harness import HERE, TARGETS

MOST = 12
LARGEST = 800
"""Bytes; where no input is so short, the shortest is kept."""


def main() -> None:
    """Write the kept inputs of each target, one a line."""
    for name, target in TARGETS.items():
        found = [path.read_bytes() for path in Path(sys.argv[1], name).glob("*")] or target.seeds()
        sizes = sorted(set(found), key=lambda data: (len(data), data))
        short = [data for data in sizes if 0 < len(data) <= LARGEST] or sizes[:1]
        kept = []
        for data in short[:: max(1, len(short) // MOST)][:MOST]:
            try:
                target.run(data)
            except Exception as error:  # whatever breaks is told, and not kept
                print(f"{name}: {type(error).__name__}: {error} in {data[:60]!r}")
            else:
                kept.append(data)
        lines = [b64encode(data).decode() + "\n" for data in kept]
        (HERE / "corpus" / f"{name}.txt").write_text("".join(lines), "ascii")


if __name__ == "__main__":
    main()
