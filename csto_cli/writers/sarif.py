"""Findings as SARIF 2.1.0, which code-scanning tools read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, TextIO
from urllib.parse import quote

from csto_cli.checks import Rule
from csto_cli.model import Diagnostic, Meeting, SourceFile, SourceInfo
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
        places = _artifacts(meeting, artifacts)
        results += [_result(meeting, finding, places, known) for finding in found]
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


def _artifacts(meeting: Meeting, artifacts: list[dict[str, Any]]) -> dict[str | None, dict[str, Any]]:
    """Add the record's source (or the files that it goes on over) to the artifacts; returns references by path."""
    references: dict[str | None, dict[str, Any]] = {}
    own: Sequence[SourceInfo | SourceFile] = meeting.source.files or [meeting.source]
    for file in own:
        if file.path is not None:
            place = {"uri": uri(file.path)}
            artifacts.append({"location": place, "encoding": file.encoding, "hashes": {"sha-256": file.sha256}})
            references[file.path] = {**place, "index": len(artifacts) - 1}
    return references


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


def _result(
    meeting: Meeting, finding: Diagnostic, places: dict[str | None, dict[str, Any]], known: dict[str, int]
) -> dict[str, Any]:
    """A finding as a ``result``, with its place where it has one in the record itself."""
    message = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    result: dict[str, Any] = {"ruleId": finding.code, "level": LEVELS[finding.severity], "message": {"text": message}}
    if finding.code in known:
        result["ruleIndex"] = known[finding.code]
    span = finding.span if finding.span is not None and finding.span.source is None else None
    path, line, column = meeting.source.place(span) if span is not None else (meeting.source.path, 0, 0)
    if path not in places:
        return result
    location: dict[str, Any] = {"artifactLocation": places[path]}
    if span is not None:
        file = meeting.source.file_of(span)
        first = 0 if file is None else file.start
        location["region"] = {
            "startLine": line,
            "startColumn": column,
            "charOffset": span.start - first,
            "charLength": max(span.end - span.start, 0),
        }
    return result | {"locations": [{"physicalLocation": location}]}
