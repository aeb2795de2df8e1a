"""Findings as SARIF 2.1.0, which code-scanning tools read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from csto_cli.checks import Rule
from csto_cli.model import Diagnostic, Meeting
from csto_cli.writers.escape import json_for_terminal
from csto_cli.writers.values import row_json

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def write(
    findings: Iterable[tuple[Meeting, list[Diagnostic]]], stream: TextIO, rules: Iterable[Rule], version: str
) -> None:
    """Write the findings of all records as one run."""
    rules = tuple(rules)
    known = {rule.code: index for index, rule in enumerate(rules)}
    artifacts: list[dict[str, Any]] = []
    results: list[dict[str, Any]] = []
    for meeting, found in findings:
        place = _artifact(meeting, artifacts)
        results += [_result(finding, place, known) for finding in found]
    driver = {"name": "csto", "version": version, "semanticVersion": version, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts,
        "invocations": [{"executionSuccessful": True}],
        "results": results,
    }
    text = row_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=True)
    stream.write(f"{json_for_terminal(text) if stream.isatty() else text}\n")


def _artifact(meeting: Meeting, artifacts: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Add the record's source to the artifacts; returns the reference to it, None where it has no path."""
    source = meeting.source
    if source.path is None:
        return None
    place = {"uri": uri(source.path)}
    artifacts.append({"location": place, "encoding": source.encoding, "hashes": {"sha-256": source.sha256}})
    return {**place, "index": len(artifacts) - 1}


def uri(path: str) -> str:
    """A path as a URI reference: absolute ones with their scheme."""
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix().encode("utf-8", "surrogateescape"))


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {"text": f"csto validate --explain {rule.code}"},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _result(finding: Diagnostic, place: dict[str, Any] | None, known: dict[str, int]) -> dict[str, Any]:
    """A finding as a ``result``, with its place where it has one in the record itself."""
    message = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {"ruleId": finding.code, "level": LEVELS[finding.severity], "message": {"text": message}}
    if finding.code in known:
        result["ruleIndex"] = known[finding.code]
    if place is None:
        return result
    location: dict[str, Any] = {"artifactLocation": place}
    if finding.span is not None and finding.span.source is None:
        span = finding.span
        location["region"] = {
            "startLine": span.line,
            "startColumn": span.column,
            "charOffset": span.start,
            "charLength": max(span.end - span.start, 0),
        }
    return result | {"locations": [{"physicalLocation": location}]}
