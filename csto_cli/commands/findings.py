"""Findings of ``csto validate``: made, explained and written."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from csto_cli.commands.options import Reading
from csto_cli.errors import UnreadableError, UsageError

if TYPE_CHECKING:
    from csto_cli.model import Diagnostic, Meeting, SourceInfo

Findings = Iterable[tuple["Meeting", "list[Diagnostic]"]]
RANKS = {"error": 3, "warning": 2, "info": 1}
WIDTH = 100


def checked(meetings: Iterable[Meeting], proof: Callable[[Meeting], str | None], *, review: bool) -> Findings:
    """Each record with what is found in it; with ``review`` worst first."""
    from csto_cli import checks

    ask = checks.review if review else checks.validate
    for meeting in meetings:
        yield meeting, ask(meeting, proof(meeting))


def source_texts(paths: list[str], meeting: Meeting, reading: Reading) -> str:
    """Decoded text of the file that a record was read from; the texts of its supplements are put into it."""
    own = max(len(meeting.source.files), 1)
    if len(paths) > own + len(meeting.supplements) or len(paths) < own:
        files = f"{own} files and " if own > 1 else ""
        raise UsageError(
            f"--source is given {len(paths)} times, the record has {files}{len(meeting.supplements)} supplements",
            hint="name the record's source first, then its supplements in their order",
        )
    for path, supplement in zip(paths[own:], meeting.supplements, strict=False):
        supplement.text = _decoded(path, supplement, None, reading.encoding_errors)
    encodings = [file.encoding for file in meeting.source.files] or [meeting.source.encoding]
    texts = [
        _decoded(path, meeting.source, reading.encoding or encoding, reading.encoding_errors)
        for path, encoding in zip(paths[:own], encodings, strict=True)
    ]
    return "".join(texts)


def _decoded(path: str, source: SourceInfo, encoding: str | None, errors: str) -> str:
    """Decoded text of a file, read as the record says that it was read."""
    from csto_cli.library import parse
    from csto_cli.source import read_source

    try:
        if source.row is not None:
            from csto_cli.tabular import cell_text

            return cell_text(path, source, encoding)
        if source.extractor is None:
            data = Path(path).read_bytes()
            return read_source(data, name=path, encoding=encoding or source.encoding, errors=errors).text
        used = encoding or source.encoding
        read = parse(path, input_format=source.format, encoding=used, encoding_errors=errors, embed_source=True)
    except OSError as error:
        raise UnreadableError(
            f"{path}: cannot be read: {error.strerror}", hint="check the path given to --source"
        ) from None
    return read.source.text or ""


def explained(code: str) -> str:
    """What a code means, or what all mean."""
    from csto_cli import checks

    try:
        rules = checks.RULES if code.casefold() == "all" else (checks.explain(code),)
    except KeyError:
        codes = ", ".join(rule.code for rule in checks.RULES)
        raise UsageError(f"no rule has the code {code!r}", hint=f"codes are {codes}") from None
    return "\n".join(
        f"{rule.code} ({rule.severity}): {rule.title}\n\n{textwrap.fill(rule.explanation, WIDTH)}\n" for rule in rules
    )


def write_findings(findings: Findings, stream: TextIO, form: str, *, several: bool, quiet: bool) -> str | None:
    """Write the findings; returns the worst severity seen."""
    worst = _Worst()
    seen = worst.watch(findings)
    if form == "sarif":
        from csto_cli.checks import RULES
        from csto_cli.version import VERSION
        from csto_cli.writers.sarif import write

        write(seen, stream, RULES, VERSION)
    elif form == "github":
        from csto_cli.writers.github import write as annotate

        annotate(seen, stream)
    elif form == "json":
        from csto_cli.writers.json import write_texts

        write_texts(map(_report, seen), stream, several=several)
    else:
        for meeting, found in seen:
            stream.writelines(_lines(meeting, found, quiet=quiet))
    return worst.severity


class _Worst:
    """Remembers the worst severity that passes by."""

    severity: str | None = None

    def watch(self, findings: Findings) -> Findings:
        for meeting, found in findings:
            for finding in found:
                if RANKS[finding.severity] > RANKS.get(self.severity or "", 0):
                    self.severity = finding.severity
            yield meeting, found


def _report(pair: tuple[Meeting, list[Diagnostic]]) -> str:
    from csto_cli.query.rows import origin
    from csto_cli.writers.values import row_json

    meeting, found = pair
    sound = not any(finding.severity == "error" for finding in found)
    diagnostics = [finding.model_dump() for finding in found]
    return row_json({**origin(meeting), "sound": sound, "diagnostics": diagnostics}, indent=True)


def _place(meeting: Meeting, finding: Diagnostic, name: str) -> str:
    """Where a finding stands: the record's name, or its own file's where there are several, line and column."""
    from csto_cli.writers.escape import line

    if finding.span is None:
        return name
    path, row, column = meeting.source.path, finding.span.line, finding.span.column
    if finding.span.source is None:
        path, row, column = meeting.source.place(finding.span)
    return f"{name if path == meeting.source.path else line(path or meeting.id)}:{row}:{column}"


def _lines(meeting: Meeting, found: list[Diagnostic], *, quiet: bool) -> Iterator[str]:
    """The findings of one record, a line each, and their number."""
    from csto_cli.writers.escape import line

    row = f" row {meeting.source.row}" if meeting.source.row is not None and meeting.source.path else ""
    name = line(meeting.source.path or meeting.id) + row
    for finding in found:
        place = _place(meeting, finding, name)
        yield f"{place}: {finding.severity} {finding.code}: {line(finding.message)}\n"
        if finding.hint and not quiet:
            yield f"    {line(finding.hint)}\n"
    counts = {rank: sum(finding.severity == rank for finding in found) for rank in RANKS}
    if not quiet:
        told = ", ".join(
            f"{count} {rank}{'s' if count != 1 and rank != 'info' else ''}" for rank, count in counts.items() if count
        )
        yield f"{name}: {'not sound' if counts['error'] else 'sound'}{': ' + told if told else ''}\n"
