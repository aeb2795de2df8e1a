"""A file that holds several records: told where it is read as one, and read record by record where that is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from csto_cli import CstoError, load, parse, parse_each

SAMPLES = Path(__file__).parents[2] / "samples"
BOARD = str(SAMPLES / "several" / "ferry-board.en.txt")
TEXT = Path(BOARD).read_bytes().decode("utf-8")
EACH = ("--each-meeting", BOARD)
PAGE = "<!DOCTYPE html>\n<html><body><h1>{title}</h1><p>{day}</p><p><b>Ann Lee:</b> Good morning.</p>{more}</body></html>\n"


def lines_of(result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture(scope="module")
def parts(run):
    return lines_of(run("parse", *EACH))


def test_a_second_head_is_told_with_its_place_and_words(run):
    meeting = json.loads(run("parse", BOARD).stdout)
    (found,) = [d for d in meeting["diagnostics"] if d["code"] == "C135"]
    assert (found["span"]["line"], found["span"]["column"]) == (31, 1)
    shown = TEXT[found["span"]["start"] : found["span"]["end"]]
    assert shown.startswith("Meeting with Captain Elli Lund")
    assert shown.endswith("April 11, 2024")
    assert "--each-meeting" in found["hint"]


def test_each_record_has_its_own_facts_and_people(parts):
    assert [(m["title"], m["date"], m["place"]) for m in parts] == [
        ("Meeting of the Ferry Board", "2024-04-09", "Lillehavn"),
        ("Meeting with Captain Elli Lund", "2024-04-11", "Bergen"),
    ]
    assert [len(m["turns"]) for m in parts] == [3, 3]
    assert len({m["id"] for m in parts}) == 2
    assert not any(d["code"] == "C135" for m in parts for d in m["diagnostics"])


def test_the_parts_tile_the_file_and_the_accounts_tile_the_parts(parts):
    assert [m["source"]["part"]["number"] for m in parts] == [1, 2]
    assert [m["source"]["part"]["of"] for m in parts] == [2, 2]
    bounds = [(m["source"]["part"]["start"], m["source"]["part"]["end"]) for m in parts]
    assert bounds == [(0, TEXT.index("Meeting with Captain Elli Lund")), (bounds[0][1], len(TEXT))]
    for meeting, (start, end) in zip(parts, bounds, strict=True):
        account = meeting["source"]["account"]
        assert account[0]["start"] == start
        assert account[-1]["end"] == end
    assert [e["kind"] for e in parts[0]["source"]["account"]][-2:] == ["separator", "blank"]
    assert "".join(load(json.dumps(m)).rebuild(TEXT) for m in parts) == TEXT


def test_words_lines_and_hashes_are_those_of_the_file(parts):
    second = parts[1]
    for turn in second["turns"]:
        for paragraph in turn["paragraphs"]:
            span = paragraph["span"]
            assert TEXT[span["start"] : span["end"]] == paragraph["text"]
            assert TEXT.count("\n", 0, span["start"]) + 1 == span["line"]
    assert {m["source"]["characters"] for m in parts} == {len(TEXT)}
    assert len({m["source"]["text_sha256"] for m in parts}) == 1


@pytest.mark.parametrize("more", [(), ("--embed-source",)])
def test_what_is_written_is_sound(run, more):
    written = run("parse", *EACH, *more).stdout
    checked = run("validate", "-", "--strict", *(() if more else ("--source", BOARD)), stdin=written)
    assert checked.returncode == 0, checked.stdout


def test_a_part_that_loses_its_end_is_unsound(run, parts):
    broken = json.loads(json.dumps(parts[0]))
    broken["source"]["account"].pop()
    checked = run("validate", "-", stdin=json.dumps(broken))
    assert checked.returncode == 1
    assert "C301" in checked.stdout


def test_words_of_another_part_are_outside(run, parts):
    broken = json.loads(json.dumps(parts[1]))
    broken["turns"][0]["paragraphs"][0]["span"] = parts[0]["turns"][0]["paragraphs"][0]["span"]
    checked = run("validate", "-", stdin=json.dumps(broken))
    assert checked.returncode == 1
    assert "C314" in checked.stdout


def test_every_command_that_reads_takes_it(run):
    speakers = lines_of(run("speakers", *EACH, "--format", "ndjson"))
    assert [(row["meeting"][-2:], row["name"]) for row in speakers if row["turns"]] == [
        ("-1", "Marina Veld"), ("-1", "Odd Moe"), ("-2", "Marina Veld"), ("-2", "Elli Lund"),
    ]  # fmt: skip
    cited = run("cite", "never missed a morning", *EACH, "--style", "bibtex").stdout
    assert "m2t1" in cited
    assert "line 41" in run("cite", "never missed a morning", *EACH, "--format", "table").stdout
    pages = run("export", "--to", "markdown", *EACH).stdout
    assert pages.count("\n## Transcript") + pages.startswith("## Transcript") == 2
    assert len(json.loads(run("parse", "--format", "json", *EACH).stdout)) == 2


def test_a_file_with_one_record_is_as_it_is_without(run):
    one = str(SAMPLES / "river-council.en.txt")
    assert run("parse", "--each-meeting", one).stdout == run("parse", one).stdout


def test_it_comes_through_a_pipe(run):
    piped = lines_of(run("parse", "--each-meeting", "-", stdin=TEXT))
    assert [m["title"] for m in piped] == ["Meeting of the Ferry Board", "Meeting with Captain Elli Lund"]
    assert {m["source"]["path"] for m in piped} == {None}


def test_a_store_holds_each_and_gives_the_file_back(run, tmp_path):
    store = str(tmp_path / "board.db")
    built = run("corpus", "build", store, *EACH)
    assert built.returncode == 0, built.stderr
    rows = lines_of(run("corpus", "sql", store, "select meeting, date from meetings order by date"))
    assert [row["date"] for row in rows] == ["2024-04-09", "2024-04-11"]
    assert run("corpus", "source", store, rows[1]["meeting"]).stdout == TEXT
    assert "unchanged" in run("corpus", "build", store, "--jobs", "1", *EACH).stdout
    checked = run("validate", store, "--source", BOARD)
    assert "error" not in checked.stdout


@pytest.mark.parametrize(
    ("more", "says"),
    [(("--with", BOARD), "--with goes with one record"), (("--text-column", "text"), "--each-meeting")],
)
def test_what_does_not_go_together_is_refused(run, more, says):
    refused = run("parse", *EACH, *more)
    assert refused.returncode == 2
    assert says in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1


def test_corrections_find_their_own_part(run, tmp_path):
    fixes = tmp_path / "fixes.jsonl"
    made = run("correct", *EACH, "--meeting", ids(run)[1], "--line", "41", "--speaker", "Elli Marie Lund", "-q")
    fixes.write_text(made.stdout)
    first, second = lines_of(run("parse", *EACH, "--corrections", str(fixes)))
    assert first["corrections"] == []
    assert not any(d["code"] == "C118" for d in (*first["diagnostics"], *second["diagnostics"]))
    assert second["turns"][1]["speaker"] == "elli-marie-lund"


def ids(run) -> list[str]:
    return [m["id"] for m in lines_of(run("parse", *EACH))]


def test_pages_put_end_to_end_are_records_of_their_own(run, tmp_path):
    pages = tmp_path / "pages.html"
    texts = [
        PAGE.format(title=f"Meeting {n}", day=f"May {n}, 2024", more="<p><b>Tom Oak:</b> Yes.</p>") for n in (1, 2, 3)
    ]
    pages.write_text("".join(texts))
    read = lines_of(run("parse", "--each-meeting", str(pages)))
    assert [m["title"] for m in read] == ["Meeting 1", "Meeting 2", "Meeting 3"]
    assert [m["source"]["part"]["start"] for m in read] == [0, len(texts[0]), len(texts[0] + texts[1])]
    told = json.loads(run("parse", str(pages)).stdout)["diagnostics"]
    assert [d["span"]["line"] for d in told if d["code"] == "C135"] == [3, 5]


def test_a_page_of_conditional_comments_is_one(run, tmp_path):
    page = tmp_path / "page.html"
    opened = (
        '<!doctype html><!--[if lt IE 7]> <html class="ie6"> <![endif]--><!--[if IE 7]> <html class="ie7"> <![endif]-->'
    )
    script = "<script>var page = '<!doctype html><html></html><p>';</script>"
    body = PAGE.format(title="Meeting", day="May 1, 2024", more=script).removeprefix("<!DOCTYPE html>\n")
    page.write_text(f"{opened}\n{body}")
    assert [m["source"].get("part") for m in lines_of(run("parse", "--each-meeting", str(page)))] == [None]


def test_csto_reads_its_own_pages_back_from_one_file(run, tmp_path):
    pages = tmp_path / "pages.md"
    pages.write_text(run("parse", "--format", "markdown", *EACH).stdout)
    assert [m["title"] for m in lines_of(run("parse", "--each-meeting", str(pages)))] == [
        "Meeting of the Ferry Board", "Meeting with Captain Elli Lund",
    ]  # fmt: skip
    refused = run("parse", str(pages))
    assert refused.returncode != 0
    assert "--each-meeting" in refused.stderr


def test_old_line_ends_count_too(tmp_path):
    for end in ("\r\n", "\r"):
        text = TEXT.replace("\n", end)
        meetings = parse_each(text.encode(), embed_source=True)
        assert [m.date for m in meetings] == ["2024-04-09", "2024-04-11"]
        assert "".join(m.rebuild() for m in meetings) == text


@pytest.mark.parametrize(
    "inside",
    [
        "On April 11, 2024\nwe were in Bergen.",
        "Meeting with Captain Elli Lund\n\nApril 11, 2024",
        "We will meet again.\n\nApril 9, 2024\n10:00\nLillehavn",
    ],
)
def test_dates_that_open_no_record_are_no_heads(inside):
    """A date in a sentence, a title and a date with no labels after them, the record's own date at its foot."""
    first = TEXT[: TEXT.index("Publication status")]
    assert len(parse_each(f"{first}\n\n{inside}\n".encode())) == 1


def test_a_head_printed_again_is_no_further_record():
    """As on the pages of a print-out: the same title, date and hour."""
    first = TEXT[: TEXT.index("Publication status")]
    assert len(parse_each(f"{first}\n{first}".encode())) == 1


def test_sittings_of_a_volume_begin_at_their_mastheads():
    """Pages end with a form feed, and the page's own head comes again on each page."""
    first = (SAMPLES / "verbatim.en.txt").read_text("utf-8")
    second = first.replace("12345th", "12346th").replace("PV.12345", "PV.12346").replace("7 March", "8 March")
    text = f"{first}\f{second}\f{first.replace('7 March', '9 March')}"
    meetings = parse_each(text.encode(), embed_source=True)
    assert [m.date for m in meetings] == ["2034-03-07", "2034-03-08", "2034-03-09"]
    assert "".join(m.rebuild() for m in meetings) == text
    assert len({len(m.turns) for m in meetings}) == 1


def test_cues_that_begin_at_one_again_are_another_file():
    cues = "1\n00:00:01,000 --> 00:00:03,000\nANN LEE: GOOD MORNING.\n\n2\n00:00:03,000 --> 00:00:05,000\nTOM OAK: YES.\n\n"
    meetings = parse_each((cues * 2).encode(), name="board.srt")
    assert [m.source.part.start for m in meetings if m.source.part] == [0, len(cues)]


def test_front_matters_open_records():
    page = (SAMPLES / "briefing.en.md").read_text("utf-8")
    later = page.replace("2024-04-09", "2024-04-10").replace("April 9", "April 10").replace("East Hall", "West Hall")
    meetings = parse_each(f"{page}\n{later}".encode(), name="briefings.md", embed_source=True)
    assert [m.date for m in meetings] == ["2024-04-09", "2024-04-10"]
    assert "".join(m.rebuild() for m in meetings) == f"{page}\n{later}"


@pytest.mark.parametrize("count", [3, 300])
def test_many_short_records_are_all_found(count):
    texts = [
        f"Meeting {n} of the Board\nMay {n % 28 + 1}, 2024\n\nAnn Lee: Yes.\n\nTom Oak: No.\n\n" for n in range(count)
    ]
    assert len(parse_each("".join(texts).encode())) == count


def test_no_record_of_other_people_is_cut(corpus):
    """Whatever a single file holds, no second head is seen in it."""
    found = []
    for path in sorted(corpus.rglob("*")):
        if path.suffix in {".txt", ".md", ".html", ".htm", ".log", ".vtt", ".xml"} and path.is_file():
            try:
                meeting = parse(path)
            except CstoError:
                continue
            found += [(path.name, d.span.line) for d in meeting.diagnostics if d.code == "C135"]
    assert found == []


def test_a_piece_that_cannot_be_read_is_no_record():
    """Another package's convention may refuse a piece of a text that it reads as a whole."""
    from csto_cli.parsing.draft import Draft
    from csto_cli.parsing.heads import find_heads

    assert find_heads(TEXT, "text", Draft("kremlin"), lambda _: None) == []
