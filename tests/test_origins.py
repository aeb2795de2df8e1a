"""Where a page was saved or archived, as far as it says so itself: values, and the words that prove them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from csto_cli import Meeting, load, parse
from csto_cli.formats.origins import capture, day

PAGE = "<p><b>Ann Lee:</b> Good morning.</p><p><b>Tom Arkan:</b> Thank you.</p>"
OWN = "https://www.rivers.example/events/1403"
WAYBACK = f"https://web.archive.org/web/20200305123456/{OWN}"
TODAY = f"https://archive.ph/2020.03.05-123456/{OWN}"


def read(head: str, foot: str = "") -> Meeting:
    meeting = parse(f"<!DOCTYPE html><html>{head}<body>{PAGE}</body></html>{foot}".encode(), embed_source=True)
    assert meeting.rebuild() == meeting.source.text
    text = meeting.source.text or ""
    for proofs in meeting.source.evidence.values():
        for proof in proofs:
            assert " ".join(text[proof.span.start : proof.span.end].split()) == proof.text
    assert len(meeting.turns) == 2
    return meeting


def told(meeting: Meeting) -> tuple[str | None, ...]:
    source = meeting.source
    return source.url, source.archive_url, source.archived, source.saved


@pytest.mark.parametrize(
    ("head", "foot", "expected"),
    [
        (f"<!-- saved from url=(0038){OWN} -->", "", (OWN, None, None, None)),
        ("<!-- saved from url=(0014)about:internet -->", "", (None, None, None, None)),
        (f"<!-- saved from url=(0086){WAYBACK} -->", "", (OWN, WAYBACK, "2020-03-05", None)),
        (
            f"<!--\n Page saved with SingleFile \n url: {OWN} \n"
            " saved date: Tue Mar 05 2024 10:11:12 GMT+0100 (Central European Standard Time)\n-->",
            "", (OWN, None, None, "2024-03-05"),
        ),
        (
            "", "<!--\n     FILE ARCHIVED ON 12:34:56 Mar 05, 2020 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON "
            "10:11:12 Feb 01, 2024.\n     JAVASCRIPT APPENDED BY WAYBACK MACHINE, COPYRIGHT INTERNET ARCHIVE.\n-->",
            (None, None, "2020-03-05", "2024-02-01"),
        ),
        (
            f'<script>__wm.wombat("{OWN}","20200305123456","https://web.archive.org/","web");</script>', "",
            (OWN, None, "2020-03-05", None),
        ),
        (f'<link rel="canonical" href="{WAYBACK}">', "", (OWN, WAYBACK, "2020-03-05", None)),
        (f'<link rel="canonical" href="{TODAY}">', "", (OWN, TODAY, "2020-03-05", None)),
        ('<meta property="og:url" content="https://archive.ph/AbCdE">', "", (None, "https://archive.ph/AbCdE", None, None)),
        (f'<meta property="og:url" content="{OWN}?a=1&amp;b=2">', "", (f"{OWN}?a=1&b=2", None, None, None)),
        (f'<link rel=canonical href="/1403"><!-- saved from url=(0038){OWN} -->', "", (OWN, None, None, None)),
        ('<link rel=canonical href="/1403">', "", ("/1403", None, None, None)),
        (
            f'<meta name="savepage-url" content="{OWN}"><meta name="savepage-date" content="Tue Mar 05 2024 10:11:12 GMT">',
            "", (OWN, None, None, "2024-03-05"),
        ),
        (
            "<!-- Mirrored from www.rivers.example/events/1403 by HTTrack Website Copier/3.x [XR&CO'2014], "
            "Thu, 05 Mar 2020 10:11:12 GMT -->", "", ("http://www.rivers.example/events/1403", None, None, "2020-03-05"),
        ),
        (f"<!-- we never saved from url=(00){OWN} --><p>saved from url=(0038){OWN}</p>", "", (None, None, None, None)),
    ],
)  # fmt: skip
def test_marks_of_tools_and_archives(head: str, foot: str, expected: tuple[str | None, ...]) -> None:
    assert told(read(head, foot)) == expected


def test_attributes_of_webscrapbook() -> None:
    meeting = parse(
        f'<html data-scrapbook-source="{OWN}" data-scrapbook-create="20200305101112123"><body>{PAGE}</body></html>'.encode()
    )
    assert told(meeting) == (OWN, None, None, "2020-03-05")


def test_an_address_without_its_scheme_is_inferred() -> None:
    head = (
        "<!-- Mirrored from www.rivers.example/1 by HTTrack Website Copier/3.x [XR], Thu, 05 Mar 2020 10:11:12 GMT -->"
    )
    assert [proof.basis for proof in read(head).source.evidence["url"]] == ["inferred"]


def test_two_addresses_are_told_and_one_with_a_query_is_not() -> None:
    own = f'<link rel="canonical" href="{OWN}">'
    other = read(f"{own}<!-- saved from url=(0038)https://mirror.example/1403 -->")
    assert other.source.url == OWN
    assert [d.severity for d in other.diagnostics if d.code == "C132"] == ["info"]
    same = read(f"{own}<!-- saved from url=(0048)http://rivers.example/events/1403/?utm_source=x -->")
    assert not [d for d in same.diagnostics if d.code == "C132"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Wed, 22 May 2024 08:15:30 -0000", "2024-05-22"), ("Tue Mar 05 2024 10:11:12 GMT+0100 (CET)", "2024-03-05"),
        ("12:34:56 Mar 05, 2020", "2020-03-05"), ("20200305123456", "2020-03-05"), ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("31 Feb 2024", None), ("20209999", None), ("yesterday", None), ("2020", None),
    ],
)  # fmt: skip
def test_days_as_browsers_mail_and_archives_print_them(words: str, found: str | None) -> None:
    assert day(words) == found


@pytest.mark.parametrize(
    ("address", "own"),
    [
        (WAYBACK, OWN), (f"http://web.archive.org/web/2020id_/{OWN}", OWN), (f"https://arquivo.pt/wayback/20200305123456/{OWN}", OWN),
        (f"https://webarchive.nationalarchives.gov.uk/ukgwa/20200305123456/{OWN}", OWN),
        (f"https://webarchive.nationalarchives.gov.uk/20200305123456/{OWN}", OWN),
        ("https://web.archive.org/web/2020/http:/rivers.example/1", "http://rivers.example/1"),
        (OWN, None), ("https://web.archive.org/about", None), (f"https://evil.example/web/20200305123456/{OWN}", None),
    ],
)  # fmt: skip
def test_addresses_of_captures(address: str, own: str | None) -> None:
    found = capture(address)
    assert (found.address if found else None) == own


def test_the_toolbar_of_the_wayback_machine_is_furniture() -> None:
    meeting = parse(
        f'<html><body><div id="wm-ipp-base"><p>8 captures</p></div><h1>Talks</h1>{PAGE}</body></html>'.encode()
    )
    assert meeting.title == "Talks"


def test_a_record_without_the_new_keys_loads_and_writes_the_same() -> None:
    value = json.loads(parse(f"<html><body>{PAGE}</body></html>".encode()).model_dump_json())
    assert not {"archive_url", "archived", "saved", "evidence"} & value["source"].keys()
    assert json.loads(load(value).model_dump_json()) == value


@pytest.fixture
def archived(tmp_path: Path) -> Path:
    """A page that names its own address, the archive's copy, and both days."""
    page = tmp_path / "page.html"
    page.write_text(
        f'<html><link rel="canonical" href="{WAYBACK}"><body>{PAGE}</body></html><!--\n FILE ARCHIVED ON 12:34:56 Mar 05, '
        "2020 AND RETRIEVED FROM THE\n INTERNET ARCHIVE ON 10:11:12 Feb 01, 2024.\n-->",
        encoding="utf-8",
    )
    return page


def test_citations_and_pages_name_the_copy_and_the_day(archived: Path, tmp_path: Path) -> None:
    plain, bibtex, csl = (
        csto("cite", "Thank you", str(archived), "--style", style) for style in ("plain", "bibtex", "csl-json")
    )
    assert f"{OWN}, archived 2020-03-05 at {WAYBACK}, saved 2024-02-01, sha256 " in plain
    assert "urldate = {2024-02-01}," in bibtex
    item = json.loads(csl)
    item = item[0] if isinstance(item, list) else item
    assert (item["URL"], item["archive_location"], item["archive"]) == (
        OWN,
        WAYBACK,
        "Internet Archive Wayback Machine",
    )
    assert item["accessed"] == {"date-parts": [[2024, 2, 1]]}
    again = tmp_path / "page.md"
    again.write_text(csto("export", "--to", "markdown", str(archived)), encoding="utf-8")
    assert told(parse(again)) == (OWN, WAYBACK, "2020-03-05", "2024-02-01")
    csto("validate", str(again))


FORMATS_WITH_ORIGIN = {
    "csv": [f",{OWN},{WAYBACK},2020-03-05,2024-02-01,"],
    "tei": [f'<idno type="archive">{WAYBACK}<', '<note type="archived">2020-03-05<', '<note type="saved">2024-02-01<'],
    "akn": [f'archive-url="{WAYBACK}"', 'archived="2020-03-05"', 'saved="2024-02-01"'],
}


@pytest.mark.parametrize("form", FORMATS_WITH_ORIGIN)
def test_exports_name_the_copy_and_the_day(form: str, archived: Path) -> None:
    table = ("--table", "meetings") if form == "csv" else ()
    written = csto("export", "--to", form, *table, str(archived))
    assert [words for words in FORMATS_WITH_ORIGIN[form] if words not in written] == []


def test_the_tei_of_an_archived_page_has_no_other_date(archived: Path, tmp_path: Path) -> None:
    again = tmp_path / "page.xml"
    again.write_text(csto("export", "--to", "tei", str(archived)), encoding="utf-8")
    assert parse(again).date is None


def test_datasets_name_the_copy_and_the_day(archived: Path, tmp_path: Path) -> None:
    csto("export", "--to", "convokit", "-o", f"{tmp_path}/corpus/", str(archived))
    (conversation,) = json.loads((tmp_path / "corpus" / "conversations.json").read_text()).values()
    expected = {"url": OWN, "archive_url": WAYBACK, "archived": "2020-03-05", "saved": "2024-02-01"}
    assert conversation["meta"].items() >= expected.items()
    parquet = pytest.importorskip("pyarrow.parquet")
    csto("export", "--to", "parquet", "-o", f"{tmp_path}/tables/", str(archived))
    (row,) = parquet.read_table(tmp_path / "tables" / "meetings.parquet").to_pylist()
    assert {name: str(row[name]) for name in expected} == expected


def csto(*words: str) -> str:
    done = subprocess.run((sys.executable, "-m", "csto_cli", *words), capture_output=True, text=True, check=True)
    return done.stdout
