"""The columns of two records side by side."""

from __future__ import annotations

from csto_cli.query.alignment import AlignedRow
from csto_cli.render.columns import Column


def _speakers(row: AlignedRow) -> str:
    names = dict.fromkeys(name for name in (row.speaker_first, row.speaker_second) if name)
    return " / ".join(names) + (" (moved)" if row.moved else "")


ALIGNED = (
    Column("beads", lambda row: row.beads),
    Column("score", lambda row: f"{row.score:.2f}", number=True),
    Column("speaker", _speakers, wordy=True),
    Column("first, line", lambda row: str(row.line_first or ""), number=True, spare=1),
    Column("second, line", lambda row: str(row.line_second or ""), number=True, spare=1),
    Column("first", lambda row: row.first or "", wordy=True),
    Column("second", lambda row: row.second or "", wordy=True),
)
