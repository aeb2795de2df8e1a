"""Folders that browsers put beside a page saved as complete: its scripts, pictures and frames, and no records.

``NAME.html`` comes with ``NAME_files`` or what the browser's language calls it (``data/companion_folders.csv``). Only
where the page itself stands beside it is such a folder passed over, and only in a walk: a path that is given is read.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

from csto_cli.data import rows

PAGES = (".html", ".htm", ".xhtml", ".shtml")
LONGEST_PATH = 1_000
"""Characters of a path in an archive beyond which nobody's page stands there."""


def companions(folders: Iterable[str], files: Iterable[str]) -> frozenset[str]:
    """The folders, by name, that belong to a page among the files of the same place."""
    belonging = {folder: stem for folder in folders if (stem := _page(folder)) is not None}
    if not belonging:
        return frozenset()
    pages = {root.casefold() for root, ending in map(os.path.splitext, files) if ending.lower() in PAGES}
    return frozenset(folder for folder, stem in belonging.items() if stem in pages)


def companion_paths(files: Iterable[str]) -> tuple[str, ...]:
    """The beginnings, ending in ``/``, of the paths in an archive that belong to a page among its ``files``."""
    inside: dict[str, set[str]] = {}
    for file in files:
        if len(file) <= LONGEST_PATH:
            parts = file.split("/")
            for depth, name in enumerate(parts):
                inside.setdefault("".join(f"{part}/" for part in parts[:depth]), set()).add(name)
    return tuple(f"{place}{name}/" for place, names in inside.items() for name in companions(names, names))


def count_below(folder: str, suffixes: tuple[str, ...]) -> int:
    """How many files below a folder would have been taken for records."""
    return sum(name.lower().endswith(suffixes) for _, _, files in os.walk(folder) for name in files)


def passed_over(place: str, count: int) -> str:
    """The remark on a walk of ``place`` that left ``count`` files out."""
    files = "1 file" if count == 1 else f"{count:,} files"
    return (
        f"{place}: {files} passed over that belong to saved pages (scripts and frames beside them); name one to read it"
    )


def _page(folder: str) -> str | None:
    """The name that the page of a folder would have, without its ending."""
    name = folder.casefold()
    ending = next((ending for ending in _endings() if name.endswith(ending)), "")
    return name[: -len(ending)] if ending and len(name) > len(ending) else None


@cache
def _endings() -> tuple[str, ...]:
    return tuple(row["ending"].casefold() for row in rows("companion_folders.csv"))
