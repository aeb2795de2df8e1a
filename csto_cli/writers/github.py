"""Findings as annotations of GitHub Actions (workflow commands)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from csto_cli.model import Diagnostic, Meeting
from csto_cli.writers.escape import terminal

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def write(findings: Iterable[tuple[Meeting, list[Diagnostic]]], stream: TextIO) -> None:
    """Write one command a finding."""
    for meeting, found in findings:
        for finding in found:
            place = {"file": meeting.source.path, "title": f"csto {finding.code}"}
            if finding.span is not None and finding.span.source is None:
                path, line, column = meeting.source.place(finding.span)
                place |= {"file": path, "line": str(line), "col": str(column)}
            elif finding.span is not None:
                place |= {"line": str(finding.span.line), "col": str(finding.span.column)}
            properties = ",".join(f"{name}={_property(value)}" for name, value in place.items() if value)
            message = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
            stream.write(f"::{COMMANDS[finding.severity]} {properties}::{_data(message)}\n")


def _data(text: str) -> str:
    """A message on one line, in which nothing starts another command."""
    return terminal(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
