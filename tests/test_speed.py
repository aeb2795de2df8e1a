"""What keeps csto quick: what is imported, what is asked, and that hostile records end. No times are measured here."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from csto_cli import explain_reading, parse
from csto_cli.conventions import CONVENTIONS
from csto_cli.formats import FORMATS
from csto_cli.formats.reading import Reading
from csto_cli.library import _open, parse_speakers, read_bytes
from csto_cli.parsing.floor.phrases import may_hold, phrase
from csto_cli.parsing.setting import _patterns
from csto_cli.query.people import speakers, speakers_of
from csto_cli.source import read_source

SAMPLES = Path(__file__).parent.parent / "samples"
RAW = sorted(path for path in SAMPLES.iterdir() if path.is_file())

GENEROUS = 120
"""Seconds that no record of a few hundred thousand characters may take, however slow the machine."""

KREMLIN = (
    "Meeting of the River Council\n\nMarch 3, 2020\n\n12:00\n\nSarn\n\n"
    "President of Russia Vladimir Putin: Good afternoon.\n\nAda Belo: Thank you.\n"
)

HOSTILE = {
    "one line of capitals": "A" * 200_000,
    "labels on one line": "Ada. B: " * 20_000,
    "label-like lines": "".join(f"Alpha{i} Beta{i * 7}: yes indeed.\n" for i in range(10_000)),
    "speakers that nobody knows": "".join(
        f"{'АБВГД'[i % 5]}.Кир{'абвгд'[i // 5 % 5]}н{'абвгд'[i // 25 % 5]}л{'абвгд'[i // 125 % 5]}ов: Спасибо.\n\n"
        for i in range(2_000)
    ),
    "brackets that never close": "[a (" * 50_000,
    "tags that never close": "<p><b><!" * 25_000,
    "quotations set apart": "".join(f"“The commission has looked at region {i} today.”\n\n" for i in range(3_000)),
}


def modules_of(*words: str) -> set[str]:
    """What is imported when csto runs the words."""
    code = (
        f"import sys\nfrom csto_cli.__main__ import run\nrun({list(words)!r})\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout
    return set(done.stderr.split())


HEAVY = {"rich", "charset_normalizer", "multiprocessing", "concurrent.futures", "pyarrow", "openpyxl", "mammoth"}
RIVER = str(SAMPLES / "river-council.en.txt")


def below(loaded: set[str], *names: str) -> set[str]:
    """What is loaded of our own modules and those below them."""
    ours = tuple(f"csto_cli.{name}" for name in names)
    return {module for module in loaded if module in ours or module.startswith(tuple(f"{name}." for name in ours))}


def test_speakers_of_one_file_import_what_they_need_and_no_more() -> None:
    loaded = modules_of("speakers", RIVER)
    assert "csto_cli.conventions.kremlin" in loaded
    families = ("westminster", "council", "captions", "generic", "un", "tei", "akn", "page", "convokit", "europarl",
                "bundestag", "legco", "w3c", "w3c_irc", "registered", "encoded", "kremlin_ru.read")  # fmt: skip
    assert below(loaded, *(f"conventions.{name}" for name in families)) == set()
    formats = ("html", "markdown", "subtitles", "docx", "pdf", "xml", "convokit")
    assert below(loaded, *(f"formats.{name}" for name in formats)) == set()
    assert below(loaded, "parsing.decisions", "parsing.russian", "corrections", "tables", "corpus", "checks") == set()
    assert below(loaded, "parsing.documents") <= {"csto_cli.parsing.documents", "csto_cli.parsing.documents.found"}
    assert loaded & HEAVY == set()
    assert len(below(loaded, *(name.removeprefix("csto_cli.") for name in loaded))) < 95


def test_a_whole_record_imports_its_own_format_alone() -> None:
    loaded = modules_of("parse", str(SAMPLES / "river-council.en.html"))
    assert "csto_cli.formats.html" in loaded
    assert below(loaded, "formats.docx", "formats.pdf", "formats.subtitles", "conventions.un", "corrections") == set()
    assert loaded & HEAVY == set()


@pytest.mark.parametrize("words", [("--help",), ("speakers", "--help"), ("parse", "--help")], ids=" ".join)
def test_help_imports_neither_parser_nor_model(words: tuple[str, ...]) -> None:
    loaded = modules_of(*words)
    assert below(loaded, "library", "model", "parsing", "conventions", "formats", "data", "query") == set()
    assert loaded & (HEAVY | {"orjson"}) == set()


def test_importing_the_model_builds_no_validator() -> None:
    code = (
        "from pydantic_core import SchemaValidator\nfrom csto_cli.model import Meeting, Span\n"
        "assert not isinstance(Meeting.__pydantic_validator__, SchemaValidator)\n"
        "Span(start=0, end=1, line=1, column=1)\n"
        "assert isinstance(Span.__pydantic_validator__, SchemaValidator)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_speakers_alone_are_those_of_the_whole_record(path: Path) -> None:
    whole, alone = parse(path), parse_speakers(path)
    assert speakers(alone) == speakers(whole)
    facts = ("id", "title", "date", "end_date", "start_time", "end_time", "place", "mode", "chair")
    assert [getattr(alone, name) for name in facts] == [getattr(whole, name) for name in facts]
    assert speakers_of(path, name=str(path)) == speakers(whole)


def test_speakers_alone_know_the_lists_beside_the_record() -> None:
    record = b"Vera Lund: Good morning.\n\nAmir Sol: Thank you.\n"
    listed = b"Participants:\n\nVera Lund, Minister of Tides of Norway\n\nOda Brandt, Mayor of Sarn\n"
    whole = parse(record, supplements=[listed])
    assert whole.supplements
    assert speakers_of(record, supplements=[listed]) == speakers(whole)


def test_what_speakers_do_not_need_is_not_there_rather_than_empty() -> None:
    meeting = parse_speakers(RIVER)
    for name in ("documents", "topics", "notes", "diagnostics", "language"):
        with pytest.raises(AttributeError):
            getattr(meeting, name)


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_a_family_that_is_not_imported_would_not_have_fitted(path: Path) -> None:
    source, known = _open(path, None, None, "strict", None)
    form = known[0] if known else max(FORMATS, key=lambda row: row.sniff(source.text, source.name).confidence)
    reading: Reading = form.read(source)
    for row in CONVENTIONS:
        if row.name != "kremlin-ru":
            module = import_module(f"csto_cli.conventions.{row.name.replace('-', '_')}")
            assert row.sniff(source, reading) == module.sniff(source, reading), row.name


TEXTS = [path for path in RAW if path.suffix not in (".docx", ".pdf")]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_family_is_surer_than_its_row_says(path: Path) -> None:
    source = read_source(read_bytes(path)[0], path=str(path), name=str(path), encoding=None, errors="strict")
    form = max(FORMATS, key=lambda row: row.sniff(source.text, source.name).confidence)
    reading: Reading = form.read(source)
    for row in CONVENTIONS:
        assert row.sniff(source, reading).confidence <= row.surest, row.name


@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_asking_fewer_families_chooses_the_same_one(path: Path) -> None:
    assert parse(path).source.convention == explain_reading(path).convention


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_records_end(text: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.txt"
    path.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "csto_cli", "parse", str(path)], capture_output=True, check=False, timeout=GENEROUS
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_collector_is_left_as_it_was() -> None:
    import gc

    parse(KREMLIN.encode())
    assert gc.isenabled()
    gc.disable()
    try:
        parse(KREMLIN.encode())
        assert not gc.isenabled()
    finally:
        gc.enable()


def sample_lines() -> list[str]:
    """Lines of the samples in text, each once."""
    texts = (path.read_text(encoding="utf-8") for path in RAW if path.suffix in (".txt", ".md"))
    return sorted({line for text in texts for line in text.splitlines()})


def test_words_of_the_setting_hide_nothing_that_its_patterns_find() -> None:
    rows = [row for fact in ("mode", "chair") for row in _patterns(fact)]
    told = [(words, line) for line in sample_lines() for _, words, fits in rows if fits.search(line)]
    assert len(told) > 5
    assert [line for words, line in told if not any(word in line.lower() for word in words)] == []


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("ask", "I would like to ask Ms Lund to report."),
        ("ask", "Let me now invite our hosts."),
        ("ask", "Allow me to call on the Mayor."),
        ("begin", "Let us begin with the river."),
        ("begin", "We will now hear from Sarn."),
        ("begin", "I turn to our guests."),
        ("taken", "May I say a few words?"),
        ("taken", "Could I just respond?"),
        ("taken", "Let me interrupt."),
        ("taken", "Можно мне добавить?"),
        ("taken", "Позвольте реплику."),
        ("taken", "Я хотела бы дополнить."),
    ],
)
def test_words_of_the_floor_hide_nothing_that_its_phrases_find(role: str, sentence: str) -> None:
    assert phrase(role).search(sentence)
    assert may_hold(role, sentence.lower())


def test_a_source_knows_the_hash_of_its_text_whatever_the_bytes() -> None:
    plain = read_source("Ada: Good morning, José.".encode())
    for data, encoding in ((b"\xef\xbb\xbf" + plain.text.encode(), None), (plain.text.encode("cp1252"), "cp1252")):
        assert read_source(data, encoding=encoding).text_sha256 == plain.text_sha256 == plain.sha256
