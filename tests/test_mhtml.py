"""Pages saved as one file: what is read, and files of strangers that are refused with one line."""

from __future__ import annotations

import base64
import json
import quopri
import subprocess
import sys
from pathlib import Path

import pytest

from csto_cli import parse
from csto_cli.errors import EncodingError, NotRecognisedError, UnreadableError
from csto_cli.formats import mhtml

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "samples" / "ferry-talks.en.mhtml"
PAGE = (
    "<html><head><meta charset='utf-8'></head><body><h1>Café talks</h1><p>May 21, 2024</p>"
    "<p><b>Æsa Lind:</b> Good morning = fine.</p><p><b>Tomas Arkan:</b> Merci, déjà vu.</p></body></html>"
)


def part(body: bytes, *headers: str) -> bytes:
    return "\r\n".join([*headers, "", ""]).encode() + body


def saved(*parts: bytes, kind: str = 'multipart/related; boundary="b b"', mark: str = "b b", end: str = "--") -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nDate: Wed, 22 May 2024 08:15:30 -0000\r\nMIME-Version: 1.0\r\nContent-Type: {kind}"
    )
    lines = b"".join(f"\r\n--{mark}\r\n".encode() + one for one in parts)
    return f"{head}\r\n\r\n".encode() + lines + f"\r\n--{mark}{end}\r\n".encode()


def page(
    text: str = PAGE, charset: str | None = "utf-8", real: str = "utf-8", packing: str = "quoted-printable"
) -> bytes:
    body = text.encode(real)
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(packing, bytes)(body)
    kind = f"Content-Type: text/html{f'; charset={charset}' if charset else ''}"
    return part(packed, kind, f"Content-Transfer-Encoding: {packing}", "Content-Location: https://rivers.example/x")


@pytest.mark.parametrize("packing", ["quoted-printable", "base64", "8bit", "binary"])
@pytest.mark.parametrize(("charset", "real"), [("utf-8", "utf-8"), ("windows-1252", "cp1252"), (None, "utf-8")])
def test_a_page_says_the_same_however_it_is_packed(packing: str, charset: str | None, real: str) -> None:
    meeting = parse(saved(page(charset=charset, real=real, packing=packing)), embed_source=True)
    assert meeting.source.format == "mhtml"
    assert [turn.label for turn in meeting.turns] == ["Æsa Lind", "Tomas Arkan"]
    assert meeting.turns[1].paragraphs[0].text == "Merci, déjà vu."
    assert meeting.source.encoding == real
    assert not [d for d in meeting.diagnostics if d.code == "C133"]
    assert meeting.rebuild() == meeting.source.text


def test_the_source_is_the_headers_a_blank_line_and_the_page() -> None:
    meeting = parse(SAMPLE, embed_source=True)
    text = meeting.source.text or ""
    head, _, body = text.partition("\n\n")
    assert "Subject: Talks on the ferry line • Northern Rivers Council" in head.split("\n")
    assert body.startswith("<!DOCTYPE html>")
    assert "iVBOR" not in text
    assert meeting.source.account[0].kind == "markup"
    first = meeting.turns[0].paragraphs[0].span
    assert text[first.start : first.end].startswith("Ms Solberg-Haugen, the café")


def test_address_and_day_of_saving_come_with_their_words() -> None:
    source = parse(SAMPLE, embed_source=True).source
    assert (source.url, source.saved) == ("https://rivers.example/events/news/1501", "2024-05-22")
    proof = source.evidence["saved"][0]
    assert (source.text or "")[proof.span.start : proof.span.end] == proof.text == "Wed, 22 May 2024 08:15:30 -0000"


def test_the_start_parameter_names_the_page() -> None:
    other = part(b"<p><b>Nobody:</b> Not this.</p>", "Content-Type: text/html", "Content-ID: <one>")
    named = page().replace(b"Content-Type", b"Content-ID: <two>\r\nContent-Type", 1)
    kind = 'multipart/related; start="<two>"; boundary="b b"'
    assert len(parse(saved(other, named, kind=kind)).turns) == 2
    assert len(parse(saved(other, named)).turns) == 1


def test_the_page_may_stand_in_a_part_of_parts() -> None:
    inner = b"\r\n--i\r\n" + part(b"plain", "Content-Type: text/plain") + b"\r\n--i\r\n" + page() + b"\r\n--i--\r\n"
    assert len(parse(saved(part(inner, "Content-Type: multipart/alternative; boundary=i"))).turns) == 2


def test_a_file_without_parts_may_be_the_page_itself() -> None:
    data = b"MIME-Version: 1.0\r\n" + page()
    meeting = parse(data)
    assert (meeting.source.format, meeting.source.url, len(meeting.turns)) == ("mhtml", "https://rivers.example/x", 2)


@pytest.mark.parametrize(
    ("charset", "real", "found"),
    [("iso-8859-1", "utf-8", "utf-8"), ("utf-8", "cp1252", "cp1252"), ("no-such", "utf-8", "utf-8"), ("punycode", "utf-8", "utf-8")],
)  # fmt: skip
def test_a_lying_charset_is_told(charset: str, real: str, found: str) -> None:
    meeting = parse(saved(page(PAGE.replace("<meta charset='utf-8'>", ""), charset, real)))
    assert meeting.turns[0].label == "Æsa Lind"
    assert meeting.source.encoding == found
    assert [d.severity for d in meeting.diagnostics if d.code == "C133"] == ["warning"]


def test_an_encoding_that_is_asked_for_wins() -> None:
    meeting = parse(saved(page(charset="utf-8", real="cp1252")), encoding="cp1252")
    assert meeting.turns[0].label == "Æsa Lind"
    assert not [d for d in meeting.diagnostics if d.code == "C133"]
    with pytest.raises(EncodingError):
        parse(saved(page(charset="utf-8", real="cp1252")), encoding="utf-8")
    replaced = parse(saved(page(charset="utf-8", real="cp1252")), encoding="utf-8", encoding_errors="replace")
    assert len([d for d in replaced.diagnostics if d.code == "C107"]) == 4


@pytest.mark.parametrize("cut", range(5, 100, 5))
@pytest.mark.parametrize("packing", ["quoted-printable", "base64"])
def test_a_file_that_is_cut_off_is_told(cut: int, packing: str) -> None:
    whole = saved(page(packing=packing))
    start = whole.index(b"\r\n\r\n", whole.index(b"Content-Location")) + 4
    stop = whole.rindex(b"\r\n--b b--")
    data = whole[: start + (stop - start) * cut // 100]
    meeting = parse(data, embed_source=True)
    assert "C114" in [d.code for d in meeting.diagnostics]
    assert meeting.rebuild() == meeting.source.text


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (saved(page(), kind="multipart/related"), UnreadableError, "no boundary"),
        (saved(page(), kind="multipart/related; boundary=other"), UnreadableError, "boundary is not found"),
        (saved(part(b"x", "Content-Type: image/png")), NotRecognisedError, "no part of this file is a page"),
        (saved(part(b"", "Content-Type: text/html")), UnreadableError, "empty"),
        (saved(part(b"x", "Content-Type: text/html", "Content-Transfer-Encoding: x-uuencode")), UnreadableError, "packed"),
        (saved(part(b"x" * 10, "Content-Type: text/html", "X: " + "y" * 70_000)), UnreadableError, "has no end"),
        (saved(*[b"\r\nx"] * 10_002), UnreadableError, "more than 10000 parts"),
    ],
)  # fmt: skip
def test_what_is_broken_is_refused_with_one_line(data: bytes, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as raised:
        parse(data, name="page.mhtml")
    assert str(raised.value).startswith("page.mhtml: ")
    assert "\n" not in str(raised.value)


def test_parts_inside_parts_have_an_end() -> None:
    body = page()
    for depth in range(40):
        body = part(
            b"\r\n--%d\r\n" % depth + body + b"\r\n--%d--\r\n" % depth,
            f"Content-Type: multipart/mixed; boundary={depth}",
        )
    with pytest.raises(UnreadableError, match="deeper"):
        parse(saved(body))


def test_a_header_cannot_bring_in_lines_or_markup() -> None:
    data = saved(page()).replace(
        b"MIME-Version", b"Subject: =?utf-8?Q?x=0A=0A<p>Ann:_no</p>?= =?nope?Q?y?=\r\nMIME-Version"
    )
    meeting = parse(data, embed_source=True)
    assert len(meeting.turns) == 2
    assert (meeting.source.text or "").index("\n\n<html>") > 0


def test_mail_that_is_no_page_and_text_with_colons_are_left_alone() -> None:
    assert mhtml.told(b"Veld: Good morning.\nArkan: Content-Type: text/html\n") == ""
    assert mhtml.told(b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhello") == ""


def test_many_pictures_before_the_page_are_passed_over() -> None:
    data = saved(*[part(b"a" * 2000, "Content-Type: image/png")] * 5000, page())
    assert len(parse(data).turns) == 2


def test_validate_proves_the_record_from_the_file(tmp_path: Path) -> None:
    record = tmp_path / "record.json"
    csto = (sys.executable, "-m", "csto_cli")
    subprocess.run([*csto, "parse", SAMPLE, "-o", record], check=True)
    subprocess.run([*csto, "validate", record, "--source", SAMPLE, "--strict"], check=True)
    value = json.loads(record.read_text(encoding="utf-8"))
    value["source"]["evidence"]["saved"][0]["text"] = "Thu, 23 May 2024"
    record.write_text(json.dumps(value), encoding="utf-8")
    done = subprocess.run([*csto, "validate", record, "--source", SAMPLE], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "C305" in done.stdout
