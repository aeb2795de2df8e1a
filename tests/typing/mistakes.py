"""Mistakes that types must catch: each line ends with the code that mypy gives it. It is not run."""

from __future__ import annotations

from csto_cli import load, parse, parze  # expect: attr-defined

meeting = parse("record.txt", encodign="utf-8")  # expect: call-arg
meeting = parse(42)  # expect: arg-type
meeting.titel  # expect: attr-defined
meeting.date.year  # expect: union-attr
meeting.turns[0].speaker.upper()  # expect: union-attr
first: int = meeting.turns[0].paragraphs[0].text  # expect: assignment
turns: list[str] = meeting.turns  # expect: assignment
if meeting.documents[0].status == "adoptd":  # expect: comparison-overlap
    turns = []
meeting = load(3)  # expect: arg-type
