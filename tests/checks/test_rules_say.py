"""What each rule says of a broken record, and of which place. Write anew with CSTO_UPDATE_GOLDEN=1 and read the change."""

import os
from pathlib import Path

from test_rules import BROKEN, changed

from csto_cli.checks import validate
from csto_cli.model import Diagnostic, Meeting

PAGE = Path(__file__).parent / "findings.txt"


def told(finding: Diagnostic, text: str) -> str:
    """One finding as a line: its code, what it says, and the words of the source that it points at."""
    if finding.span is None:
        return f"    {finding.code} {finding.severity} of the whole record: {finding.message}"
    words = text[finding.span.start : finding.span.end]
    shown = words if len(words) <= 60 else f"{words[:40]}…{words[-12:]}"
    place = f"{finding.span.line}:{finding.span.column} {shown!r}"
    return f"    {finding.code} {finding.severity} at {place}: {finding.message}"


def test_findings_say_what_is_wrong_and_where(meeting: Meeting, text: str) -> None:
    lines = []
    for codes, changes in BROKEN:
        lines.append(f"{codes}: {', '.join(changes)}")
        lines += [told(finding, text) for finding in validate(changed(meeting, changes), text)]
    said = "\n".join(lines) + "\n"
    if os.environ.get("CSTO_UPDATE_GOLDEN"):
        PAGE.write_text(said, "utf-8")
    assert said == PAGE.read_text("utf-8")
