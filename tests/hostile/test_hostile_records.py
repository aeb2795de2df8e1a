"""Records that mean harm, through the real command: nothing in one steers a terminal, runs, grows or escapes."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

SEQUENCES = {
    "ESC": "\x1b[2J",
    "OSC 8": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "OSC 52": "\x1b]52;c;cm0gLXJm\x07",
    "CSI in C1": "\x9b31m",
    "OSC in C1": "\x9d0;title\x9c",
    "BEL": "\x07",
    "backspaces": "Ada\b\b\bEve",
    "a carriage return": "Ada\rEve",
    "a bidi override": "\u202eadA\u202c",
    "isolates": "\u2066Ada\u2069",
    "zero-width joins": "A\u200bd\u200da",
    "rich markup": "[red]Ada[/red] [link=https://evil.example]x[/link]",
    "a formula": '=HYPERLINK("https://evil.example")',
    "a script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "a link that runs": "[x](javascript:alert(1))",
    "Markdown": "# ![x](https://evil.example/a.png) `rm` <details open>",
    "a template": "{{7*7}} ${7*7} %s %(name)s {0}",
}
COMMANDS = {
    "speakers": ["speakers", "--format", "table"],
    "decisions": ["decisions", "--all", "--evidence", "--format", "table"],
    "turns": ["turns", "--format", "table"],
    "turns as rows": ["turns"],
    "show": ["show", "--no-pager"],
    "cite": ["cite", "the floor", "--format", "table"],
    "validate": ["validate", "--format", "text"],
    "parse": ["parse"],
    "parse, indented": ["parse", "--format", "json"],
    "readers": ["readers", "--why"],
    "markdown": ["export", "--to", "markdown"],
    "html": ["export", "--to", "html"],
    "csv": ["export", "--to", "csv", "--table", "turns"],
    "svg": ["export", "--to", "svg"],
    "bibtex": ["export", "--to", "bibtex"],
    "tei": ["export", "--to", "tei"],
}
DATA = {"turns as rows", "parse", "parse, indented", "tei", "readers"}
"""In a pipe these give the record's own characters, for a program to read; on a terminal they are escapes."""
STEERING = {*map(chr, range(0x20)), "\x7f"} - {"\n", "\t"}
C1 = set(map(chr, range(0x80, 0xA0)))
DIRECTIONS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def csto(*words: str, stdin: bytes = b"", **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words],
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
        **options,
    )


def record(words: str) -> str:
    """A record with the words in its title, in a name, in what is said and in a document."""
    return (
        f"Meeting of the Lake Council {words}\n\nMarch 4, 2031, Brightwater\n\n"
        f"The participants adopted a declaration on clean {words} water.\n\n* * *\n\n"
        f"President of Norland Ada Quill: Good {words} afternoon. You have the floor, Mr Marsh.\n\n{words}\n\n"
        f"Premier of Sudria Ben Marsh ({words}): Thank you. {'The lake is high. ' * 200}\n\n({words})\n\nAda Quill: We are done {words}.\n"
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "record.txt"
    path.write_text(record(" ".join(SEQUENCES.values())), encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_steers_a_terminal(hostile, command):
    done = csto(*COMMANDS[command], str(hostile))
    assert done.returncode in (0, 1), done.stderr
    for written in (done.stdout.decode("utf-8"), done.stderr.decode("utf-8")):
        assert sorted(STEERING & set(written)) == []
        if command not in DATA:
            assert sorted((DIRECTIONS | C1) & set(written)) == []


@pytest.mark.parametrize("name", SEQUENCES)
def test_each_alone_is_kept_in_the_data_and_proved(tmp_path, name):
    path = tmp_path / "record.txt"
    path.write_text(record(SEQUENCES[name]), encoding="utf-8", newline="")
    done = csto("parse", "--embed-source", str(path))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["source"]["text"] == path.read_bytes().decode("utf-8")
    assert csto("validate", stdin=done.stdout).returncode == 0


def test_no_cell_starts_a_formula(hostile):
    done = csto("export", "--to", "csv", "--table", "turns", str(hostile))
    cells = [cell for row in csv.reader(io.StringIO(done.stdout.decode("utf-8"))) for cell in row]
    assert [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_a_million_nested_tags(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<p>Ada Quill: Hello there, all of you." + "<div>" * 1_000_000, encoding="utf-8")
    assert csto("parse", str(path)).returncode == 0


def test_deep_json_is_refused_or_read_but_never_a_bug():
    for deep in (b"[" * 200_000, b'{"schema_version":"1.0","a":' + b"[" * 200_000 + b"]" * 200_000 + b"}"):
        done = csto("speakers", stdin=deep)
        assert done.returncode in (0, 3), done.stderr
        assert b"bug" not in done.stderr


@pytest.mark.parametrize("number", [b"1e999", b"-1", b"NaN", b"9" * 400])
def test_numbers_that_are_none(hostile, number):
    whole = csto("parse", str(hostile)).stdout
    start = whole.index(b'"characters":') + len(b'"characters":')
    end = whole.index(b",", start)
    done = csto("speakers", stdin=whole[:start] + number + whole[end:])
    assert done.returncode in (0, 3)
    assert b"bug" not in done.stderr


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\0" * 5000, 3),
        (b"Ada Quill: Hello.\0\0\0\n\nBen Marsh: Good day.\n", 0),
        (b"\xff\xfe" + "Ada Quill: Hello.".encode("utf-16-le")[:-1], 3),
        (b"<meta charset=utf-16><p>Ada Quill: Hello there.</p>", 0),
        ("\ud800Ada: Hello.".encode("utf-8", "surrogatepass"), 0),
        (b"\xef\xbb\xbf", 3),
        (b"%PDF-1.7\n%%EOF", 3),
        (b"PK\x03\x04", 3),
    ],
)
def test_bytes_that_lie(tmp_path, data, code):
    path = tmp_path / "given.txt"
    path.write_bytes(data)
    done = csto("parse", str(path))
    assert done.returncode == code, done.stderr
    assert done.stderr.count(b"\n") == (1 if code else 0)
    assert b"bug" not in done.stderr


@pytest.mark.parametrize("ident", ["../../escape", "/etc/csto", "a/../../b", "CON", "x" * 300, "..", ""])
def test_no_id_leads_out_of_a_folder(hostile, tmp_path, ident):
    whole = json.loads(csto("parse", str(hostile)).stdout)
    whole["id"] = ident
    folder = tmp_path / "inner" / "out"
    folder.parent.mkdir()
    done = csto("export", "--to", "markdown", "-o", f"{folder}/", stdin=json.dumps(whole).encode())
    assert done.returncode == 0, done.stderr
    assert len(list(folder.iterdir())) == 1
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_dir()) == ["inner", "out"]


def test_a_path_inside_a_record_is_never_opened(hostile, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Eve: the secret word is heron.\n", encoding="utf-8")
    whole = json.loads(csto("parse", str(hostile)).stdout)
    whole["source"]["path"] = str(secret)
    whole["source"]["url"] = secret.as_uri()
    for words in (["show", "--no-pager"], ["export", "--to", "html"], ["cite", "heron"], ["validate"]):
        assert b"heron." not in csto(*words, stdin=json.dumps(whole).encode()).stdout


def test_an_output_that_is_a_link_replaces_what_it_points_at_and_no_more(hostile, tmp_path):
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("before", encoding="utf-8")
    link.symlink_to(target)
    assert csto("parse", str(hostile), "-o", str(link)).returncode == 0
    assert link.is_symlink()
    assert json.loads(target.read_text("utf-8"))["title"]


PATTERNS = {
    "one long word": "A" * 60_000,
    "capitals with spaces": "A " * 40_000,
    "label after label": "Ada. B: " * 10_000,
    "colons": ":" * 60_000,
    "brackets": "(" * 30_000 + ")" * 30_000,
    "open brackets": "[" * 60_000,
    "quotation marks": "“" * 60_000,
    "commas": "the agreement on A, " * 5_000,
    "initials": "А.Б." * 15_000,
    "digits": "1" * 60_000,
    "dates": "March 4, 2031 " * 5_000,
    "tags": "<p" * 30_000,
    "entities": "&amp" * 20_000,
    "stars": "*" * 60_000,
    "adopted": "adopted signed approved " * 4_000,
    "spaces": "a" + " " * 60_000 + "b",
}


@pytest.mark.parametrize("name", PATTERNS)
def test_no_pattern_takes_for_ever(tmp_path, name):
    """A generous limit on a subprocess; what is measured stands under ``benchmarks/``."""
    path = tmp_path / "record.txt"
    path.write_text(record("") + PATTERNS[name], encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (100, 100))

    done = csto("parse", str(path), preexec_fn=limit)
    assert done.returncode == 0, done.stderr[-500:]


@pytest.mark.parametrize(
    "locale", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}, {"TERM": "dumb"}]
)
def test_an_odd_locale_changes_nothing_in_a_pipe(hostile, locale):
    usual = csto("speakers", str(hostile))
    odd = csto("speakers", str(hostile), env={**os.environ, **locale})
    assert (odd.returncode, odd.stdout) == (usual.returncode, usual.stdout)
