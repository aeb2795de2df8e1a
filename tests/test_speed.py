"""What keeps csto quick: what is imported, what is asked, and that hostile records end. No times are measured here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from csto_cli import explain_reading, parse
from csto_cli.conventions import CONVENTIONS
from csto_cli.formats import FORMATS
from csto_cli.formats.reading import Reading
from csto_cli.library import read_bytes
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


def test_speakers_of_one_file_import_what_they_need_and_no_more() -> None:
    loaded = modules_of("speakers", str(SAMPLES / "river-council.en.txt"))
    assert "csto_cli.conventions.kremlin" in loaded
    families = {"westminster", "council", "captions", "generic", "kremlin_ru.read", "kremlin_ru.supplement"}
    heavy = {"rich", "charset_normalizer", "multiprocessing", "concurrent.futures", "pyarrow", "openpyxl", "mammoth"}
    assert loaded & {f"csto_cli.conventions.{name}" for name in families} == set()
    assert loaded & heavy == set()
    assert len([name for name in loaded if name.startswith("csto_cli.")]) < 140


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
