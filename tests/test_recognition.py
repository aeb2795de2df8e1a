"""What is read as what, and why; what nothing fits is refused, or read as generic and said so."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from csto_cli import explain_reading, parse
from csto_cli.errors import CstoError, ExitCode, NotRecognisedError

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples"


def zipped(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "x")
    return data.getvalue()


REFUSED = {
    "nothing": (b"", "the file is empty"),
    "white space": (b" \r\n\t", "only white space"),
    "an image": (b"\x89PNG\r\n\x1a\n" + bytes(50), "this is an image"),
    "another image": (b"GIF89a\x01\x00\x01\x00", "this is an image"),
    "a photograph": (b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is an image"),
    "a film": (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "this is a sound, a film or an image"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "this is a program"),
    "bytes of no meaning": (bytes(range(256)) * 16, "this is binary data"),
    "zeros": (b"ab" + bytes(1000), "this is binary data"),
    "an archive": (zipped("a.txt"), "this is a zip archive"),
    "a spreadsheet": (zipped("xl/workbook.xml"), "this is a spreadsheet; save its sheet as CSV"),
    "a Parquet file": (b"PAR1\x15\x04", "this is a Parquet file; name the column"),
    "a rich-text document": (rb"{\rtf1\ansi Mr Lee: hello}", "this is a rich-text document"),
    "JSON": (b'{"a": 1}', "this is JSON, but no csto record"),
    "a list": (b"[1, 2]", "this is JSON, but no csto record"),
    "objects": (b'[{"a": "b"}]', "this is a table"),
}


@pytest.mark.parametrize(("data", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_record_is_refused_by_what_it_is(data: bytes, words: str) -> None:
    for ask in (parse, explain_reading):
        with pytest.raises(CstoError, match=words) as refused:
            ask(data, name="given")
        assert refused.value.exit_code == ExitCode.INPUT
        assert str(refused.value).startswith("given: ")
        assert "\n" not in str(refused.value)


def test_broken_json_is_refused_where_the_name_says_json() -> None:
    with pytest.raises(NotRecognisedError, match="broken JSON"):
        parse(b'[{"text": "x"', name="a.json")
    assert parse(b"[Note] The meeting began.", name="a.txt").turns == []


def test_zeros_that_fill_up_a_line_make_no_text_binary() -> None:
    text = "Ada Quill: The lamp is lit.\0\0\0\0\0\n\nBen Marsh: Good.\n"
    assert [turn.label for turn in parse(text.encode()).turns] == ["Ada Quill", "Ben Marsh"]


def test_a_text_that_is_no_record_is_generic_and_says_so() -> None:
    for text in ("From: Ann\nTo: Ben\n\nHello.\n", "#!/bin/sh\necho one\n", "Nothing was said.\n"):
        meeting = parse(text.encode())
        assert meeting.source.convention == "generic"
        assert {d.code for d in meeting.diagnostics} & {"C101", "C113"}


def test_format_and_convention_are_named_with_their_runners_up_and_the_evidence() -> None:
    report = explain_reading(SAMPLES / "river-council.en.html")
    assert (report.format, report.convention) == ("html", "kremlin")
    assert report.format_confidence is not None
    assert report.format_runner_up is not None
    assert report.format_confidence > (report.format_runner_up.confidence or 0) > 0
    assert report.convention_runner_up is not None
    assert (report.convention_confidence or 0) > (report.convention_runner_up.confidence or 0) > 0
    for reasons in (
        report.format_reasons,
        report.convention_reasons,
        report.format_runner_up.reasons,
        report.convention_runner_up.reasons,
    ):
        assert reasons
        assert all(reasons)


def test_what_is_asked_for_overrules() -> None:
    report = explain_reading(SAMPLES / "river-council.en.html", input_format="text", convention="generic")
    assert (report.format, report.format_confidence, report.format_reasons) == ("text", None, ("asked for",))
    assert (report.convention, report.convention_confidence) == ("generic", None)
    assert (report.format_runner_up, report.convention_runner_up) == (None, None)
    meeting = parse(SAMPLES / "river-council.en.txt", convention="generic")
    assert meeting.source.convention == "generic"
    assert {d.code for d in meeting.diagnostics} >= {"C113"}


def test_why_is_shown_as_text_and_as_json() -> None:
    def ask(*words: str) -> str:
        line = [sys.executable, "-m", "csto_cli", "readers", "--why", "samples/river-council.en.html", *words]
        return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True).stdout

    text = ask("--format", "table").splitlines()
    starts = (
        "format: html 0.90 (",
        "format, runner-up: text 0.10 (",
        "convention: kremlin 0.",
        "convention, runner-up: ",
    )
    assert [line.startswith(start) for line, start in zip(text, starts, strict=False)] == [True] * 4
    report = json.loads(ask("--format", "json"))
    assert (report["format"], report["format_runner_up"]["name"]) == ("html", "text")
    assert report["convention_runner_up"]["reasons"]


PARSER = ("csto_cli.parsing", "csto_cli.conventions", "csto_cli.library", "csto_cli.tabular")
LOADED = "print([name for name in sys.modules if name.startswith({starts!r})], file=sys.stderr)"
QUIET = "import os, sys; os.dup2(os.open(os.devnull, os.O_WRONLY), 1); from csto_cli.__main__ import run; "


def loaded(calls: list[list[str]], *starts: str, folder: Path) -> list[str]:
    """Modules whose names begin so, after some calls in one process."""
    code = QUIET + f"[run(words) for words in {calls!r}]; " + LOADED.format(starts=starts)
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    found = done.stderr.strip().splitlines()[-1]
    return [str(name) for name in json.loads(found.replace("'", '"'))]


def test_a_json_record_loads_nothing_of_the_parser(tmp_path: Path) -> None:
    (tmp_path / "river.json").write_text(
        parse(SAMPLES / "river-council.en.txt", embed_source=True).model_dump_json(), "utf-8"
    )
    calls = [
        [*words.split(), "river.json"]
        for words in ("speakers", "decisions", "turns", "cite river", "show", "parse", "parse --format markdown")
    ]
    assert loaded(calls, *PARSER, "csto_cli.formats", folder=tmp_path) == []
    assert loaded([["validate", "river.json"]], *PARSER, folder=tmp_path) == []


def test_help_and_version_load_nothing_heavy() -> None:
    heavy = ("csto_cli.model", "csto_cli.parsing", "csto_cli.library", "pydantic", "orjson", "rich")
    assert loaded([["--version"]], *heavy, "typer", folder=ROOT) == []
    assert loaded([["--help"]], "csto_cli.model", "csto_cli.parsing", "csto_cli.library", "rich", folder=ROOT) == []


def test_a_raw_record_loads_no_reader_of_tables_and_no_extra() -> None:
    names = ("pyarrow", "charset_normalizer", "csto_cli.tables.delimited", "csto_cli.tables.parquet")
    assert loaded([["speakers", "samples/river-council.en.txt"]], *names, folder=ROOT) == []
