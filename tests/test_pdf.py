"""PDF as a format: its text, its pages, and what is said of a file that gives none."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from csto_cli import parse
from csto_cli.formats.pdf_spaces import PageText, closed_up
from csto_cli.library import explain_reading

SAMPLE = Path(__file__).parent.parent / "samples" / "verbatim.en.pdf"


def pdf(*pages: list[str], password: str | None = None) -> bytes:
    """A PDF with one line of text below the other on each page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, encrypt=password)
    for lines in pages:
        for i, line in enumerate(lines):
            canvas.drawString(72, 720 - 14 * i, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def csto(*words: str, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": path} if path else None
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words], capture_output=True, text=True, check=False, env=environment
    )


def test_spans_carry_their_page_and_the_source_its_extractor() -> None:
    meeting = parse(pdf(["Meeting on wells", "Ann Lee: Good day.", "Bo Ek: Good day."], ["Ann Lee: Let us close."]))
    assert [turn.span.page for turn in meeting.turns] == [1, 1, 2]
    assert meeting.source.format == "pdf"
    assert meeting.source.extractor is not None
    assert meeting.source.extractor.startswith("pypdfium2 ")
    assert meeting.participants[0].evidence["name"][0].span.page == 1


def test_a_column_is_read_to_its_end_before_the_next() -> None:
    words = " ".join(p.text for turn in parse(SAMPLE).turns for p in turn.paragraphs)
    assert "that a well-kept well outlives its diggers" in words
    assert "is a long one, and it is not paid with words" in words


def test_the_same_bytes_give_the_same_record() -> None:
    assert parse(SAMPLE).model_dump() == parse(SAMPLE).model_dump()


def test_the_account_covers_the_text_that_was_taken_out() -> None:
    meeting = parse(SAMPLE, embed_source=True)
    assert meeting.rebuild() == meeting.source.text


def test_a_pdf_is_told_by_its_first_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    copy = tmp_path / "record.txt"
    copy.write_bytes(SAMPLE.read_bytes())
    assert explain_reading(copy).format == "pdf"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(["Ann Lee: Good day."], password="well"), "encrypted"),
        (SAMPLE.read_bytes()[:300], "broken"),
        (b"%PDF-1.7\n" + b"x" * 500, "broken"),
        (pdf([]), "no text layer"),
        (SAMPLE.read_bytes().replace(b"/Count 2", b"/Count 30000"), "30000 pages"),
    ],
    ids=["encrypted", "cut off", "no objects", "scan", "absurd count of pages"],
)
def test_a_pdf_without_text_to_be_had_gives_one_clear_error(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "record.pdf"
    path.write_bytes(data)
    run = csto("parse", str(path))
    assert run.returncode == 3
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) <= 2
    assert "record.pdf" in run.stderr
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_without_the_extra_the_error_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise ImportError('not installed')\n", "utf-8")
    run = csto("parse", str(SAMPLE), path=str(tmp_path))
    assert run.returncode == 3
    assert "pip install 'csto-cli[pdf]'" in run.stderr


def test_a_narrow_gap_inside_a_word_is_closed_where_the_document_knows_the_word() -> None:
    pages = [PageText("Our cooperation lasts."), PageText("The coopera tion goes on.", (11,))]
    assert closed_up(pages)[1] == "The cooperation goes on."


def test_a_narrow_gap_between_two_words_stays() -> None:
    pages = [PageText("In time, in favour, in peace. They favour peace."), PageText("In favour: Chad", (2,))]
    assert closed_up(pages)[1] == "In favour: Chad"
