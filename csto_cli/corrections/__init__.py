"""Corrections: small edits that a person lays over a record, without touching its source.

Each is anchored by the words it concerns, with what stands before and after them, so that it outlives a page that is
saved again; it names who made it, when and why, and shows in the record (basis ``corrected``).
"""

from csto_cli.corrections.anchors import anchored, locate
from csto_cli.corrections.apply import FIELDS, lay
from csto_cli.corrections.files import read_corrections

__all__ = ["FIELDS", "anchored", "lay", "locate", "read_corrections"]
