"""Word documents: their text as Markdown, and archives of strangers that are refused with one line."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from csto_cli import parse
from csto_cli.errors import MissingExtraError, NotRecognisedError, UnreadableError
from csto_cli.formats import docx
from csto_cli.formats.docx import docx_text

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "harbour-board.en.docx"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(body: str, name: str = "word/document.xml") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return out.getvalue()


def document(*paragraphs: str) -> bytes:
    return packed(f"<w:document {W}><w:body>{''.join(f'<w:p>{p}</w:p>' for p in paragraphs)}</w:body></w:document>")


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BILLION = (
    '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "' + "&a;" * 10 + '"><!ENTITY c "' + "&b;" * 10 + '">]>'
    f"<w:document {W}><w:body><w:p><w:r><w:t>&c;</w:t></w:r></w:p></w:body></w:document>"
)


def test_the_sample_is_what_its_maker_writes(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    subprocess.run([sys.executable, ROOT / "tools" / "make_docx_sample.py", made], check=True)
    assert docx_text(made.read_bytes(), "made") == docx_text(SAMPLE.read_bytes(), "sample")


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([run("Ann"), run(" said")], "Ann said"),
        ([run("A", "<w:b/>"), run("nn", "<w:b/>"), run(": ", "<w:b/>"), run("yes")], "**Ann:** yes"),
        ([run("Ann", "<w:b/>"), run(" "), run("Lee:", "<w:b/>"), run(" yes")], "**Ann Lee:** yes"),
        ([run("Ann", '<w:b w:val="0"/>'), run(" yes")], "Ann yes"),
        ([run("3*4 a_b \\ | `"), run(" &amp;amp;")], r"3\*4 a\_b \\ \| \` \&amp;"),
        ([run("# no heading")], r"\# no heading"),
        ([run("--- no front matter")], r"\--- no front matter"),
        ([run("kept"), "<w:del><w:r><w:delText>lost</w:delText></w:r></w:del>"], "kept"),
        ([run("a"), "<w:r><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"], "a\tb\nc"),
        ([run("   ", "<w:b/>")], ""),
    ],
)
def test_runs_as_markdown(runs: list[str], text: str) -> None:
    assert docx_text(document("".join(runs)), "x")[0] == text


def test_a_break_before_bold_words_begins_a_paragraph() -> None:
    body = run("Noted.") + "<w:r><w:br/></w:r>" + run("Ann:", "<w:b/>") + run(" yes")
    assert docx_text(document(body), "x")[0] == "Noted.\n\n**Ann:** yes"


def test_the_record_says_where_its_text_comes_from() -> None:
    meeting = parse(SAMPLE, embed_source=True)
    assert meeting.source.format == "docx"
    assert (meeting.source.extractor or "").startswith("defusedxml ")
    assert meeting.rebuild() == meeting.source.text
    assert (meeting.source.text or "").startswith("# Harbour Board\n\nMarch 4, 2021\n\n")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (packed(BILLION), UnreadableError, "EntitiesForbidden"),
        (packed("<w:document"), UnreadableError, "cannot be read"),
        (SAMPLE.read_bytes()[:700], UnreadableError, "archive is broken"),
        (SAMPLE.read_bytes()[:-40], UnreadableError, "archive is broken"),
        (b"PK\x03\x04", UnreadableError, "archive is broken"),
        (packed("x", "other.xml"), NotRecognisedError, "no Word document"),
    ],
)
def test_archives_that_are_refused(data: bytes, error: type[Exception], words: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.docx"
    file.write_bytes(data)
    with pytest.raises(error, match=words):
        parse(file)
    done = subprocess.run(
        [sys.executable, "-m", "csto_cli", "parse", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert str(file) in done.stderr


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = document(run("ha" * 100_000))
    monkeypatch.setattr(docx, "LARGEST_PART", 100_000)
    with pytest.raises(UnreadableError, match="unpacks to more than"):
        parse(data)


def test_an_archive_that_lies_about_its_size_is_refused_too() -> None:
    data = document(run("ha" * 100_000))
    size = zipfile.ZipFile(io.BytesIO(data)).getinfo("word/document.xml").file_size
    with pytest.raises(UnreadableError, match="cannot be read"):
        parse(data.replace(struct.pack("<I", size), struct.pack("<I", 10)))


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "defusedxml.ElementTree", None)
    with pytest.raises(MissingExtraError, match=r"csto-cli\[docx\]"):
        parse(SAMPLE)


def headed(heads: dict[str, str], properties: str, kinds: dict[str, str]) -> bytes:
    """A document of one section whose pages have ``heads``, each under the relation of its name and of the kind given."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    references = "".join(f'<w:headerReference w:type="{kind}" r:id="{name}"/>' for name, kind in kinds.items())
    body = f"<w:p>{run('Harbour Board')}</w:p><w:sectPr>{references}{properties}</w:sectPr>"
    targets = "".join(f'<Relationship Id="{name}" Target="{name}.xml"/>' for name in heads)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document {W} xmlns:r="{relation}"><w:body>{body}</w:body></w:document>'
        )
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{targets}</Relationships>")
        for name, words in heads.items():
            archive.writestr(f"word/{name}.xml", f"<w:hdr {W}>{words}</w:hdr>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("properties", "first"), [("<w:titlePg/>", "May 4, 2011\n\n"), ("", "Page two\n\n"), ('<w:titlePg w:val="0"/>', "Page two\n\n")]
)  # fmt: skip
def test_the_head_of_the_first_page_stands_before_the_body(properties: str, first: str) -> None:
    heads = {
        "one": f"<w:p>{run('May 4, 2011')}</w:p><w:p>{run('Page 1')}</w:p>",
        "two": f"<w:p>{run('Page two')}</w:p>",
    }
    made = headed(heads, properties, {"one": "first", "two": "default"})
    assert docx_text(made, "x")[0] == f"{first}Harbour Board"


def test_a_head_that_the_archive_lacks_is_no_fault() -> None:
    assert docx_text(headed({}, "", {"gone": "default"}), "x")[0] == "Harbour Board"
