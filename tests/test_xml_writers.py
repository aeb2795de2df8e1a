"""TEI and Akoma Ntoso: what is written is valid, points at nothing that is not there, and reads back as it was."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xml_records import RAW, SAMPLES, SPACES, WRITERS, dangling, document, faults, kept, traps, written

from csto_cli import Meeting, parse
from csto_cli.checks import validate
from csto_cli.errors import CstoError, OutputError, UsageError
from csto_cli.writers import akn, tei
from csto_cli.writers.xml import Identifiers


def csto(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "csto_cli", *words], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("path", RAW, ids=lambda path: path.name)
def test_every_sample_is_valid_and_reads_back_as_it_was(path: Path, name: str) -> None:
    meeting = parse(path, embed_source=True)
    text = written(meeting, name)
    root = document(text)
    assert faults(root, name) == []
    assert dangling(root) == []
    back = parse(text.encode(), embed_source=True)
    assert back.source.format == back.source.convention == name
    assert back.rebuild() == text
    assert [found for found in validate(back) if found.severity == "error"] == []
    wanted, found = kept(meeting), kept(back)
    assert {part: found[part] for part in wanted} == wanted


@pytest.mark.parametrize("name", WRITERS)
def test_traps_are_valid_and_read_back(name: str) -> None:
    meeting, said = traps(), []
    text = written(meeting, name, said)
    root = document(text)
    assert faults(root, name) == []
    assert dangling(root) == []
    assert len(said) == 1
    assert said[0].endswith("2 characters that XML forbids replaced (U+0001, U+FFFE)")
    assert "replaced ␁ soon �" in text
    back = kept(parse(text.encode()))
    for part, value in kept(meeting).items():
        if part != "paragraphs":
            assert back[part] == value, part
    assert back["notes"][1] == [("vocal", "(Laughter.)"), ("editor", "[the dam]")]
    assert back["interruptions"][1] == (2, None)
    assert back["turns"][4][1] is None
    assert back["turns"][4][5] == ["olav-berg", "inga-berg"]


def test_a_tei_document_says_who_speaks_in_what_part() -> None:
    root = document(written(parse(SAMPLES / "river-council.en.txt"), "tei"))

    def find(path: str) -> list:
        return root.xpath(path, namespaces=SPACES)

    identifier = f"{{{SPACES['xml']}}}id"
    first = find("//tei:u")[0]
    assert (first.get("who"), first.get("ana"), first.get(identifier)) == ("#marina-veld", "#chair", "u.0")
    office = find("//tei:person[@xml:id='tomas-arkan']/tei:affiliation[tei:roleName]")[0]
    assert (office.get("when"), office.get("ref")) == ("2024-03-14", "#country.IS")
    assert find("string(//tei:org[@xml:id='country.IS']/tei:orgName)") == "Iceland"
    assert [u.get("next") for u in find("//tei:u[@next]")] == ["#u.3"]
    assert [u.get("prev") for u in find("//tei:u[@prev]")] == ["#u.1"]
    assert find("string(//tei:gap/tei:desc)") == "<…>"
    assert find("string(//tei:vocal/tei:desc)") == "(Laughter.)"
    counts = {unit.get("gi"): int(unit.get("occurs")) for unit in find("//tei:tagUsage")}
    assert counts["u"] == len(find("//tei:u"))
    assert counts["seg"] == len(find("//tei:seg"))
    settled = find("//tei:bibl[@type='declaration']")[0]
    assert settled.get("ana") == "#status.adopted"
    status = settled.find("tei:note[@subtype='status']", SPACES)
    text = (SAMPLES / "river-council.en.txt").read_text("utf-8")
    start, end = map(int, status.get("source").removeprefix("src:").split("-"))
    assert text[start:end] == status.text == "adoption of"


def test_an_akoma_ntoso_document_names_by_as_and_to() -> None:
    root = document(written(parse(SAMPLES / "river-council.en.txt"), "akn"))
    speech = root.xpath("//a:speech[@eId='speech_2']", namespaces={"a": SPACES["akn"]})[0]
    assert (speech.get("by"), speech.get("to")) == ("#tomas-arkan", "#marina-veld")
    role = root.xpath("//a:TLCRole[@eId=$id]", id=speech.get("as")[1:], namespaces={"a": SPACES["akn"]})[0]
    assert role.get("showAs") == "Prime Minister of Iceland"
    assert len(root.xpath("//a:adjournment/a:speech", namespaces={"a": SPACES["akn"]})) == 1
    act = root.xpath("//a:ref[.='resolution']", namespaces={"a": SPACES["akn"]})[0].get("href")[1:]
    shown = root.xpath("string(//a:TLCEvent[@eId=$id]/@showAs)", id=act, namespaces={"a": SPACES["akn"]})
    assert shown == "resolution on winter navigation: approved"


def test_identifiers_are_names_and_given_once() -> None:
    names = Identifiers({"chair", "unknown"})
    given = [
        names.of("person", own) for own in ("chair", "1st", "../x", "Ян", "ann-lee", "unknown", "ann lee", "ann_lee")
    ]
    assert given == ["person.chair", "person.1st", "person..._x", "person._", "ann-lee", "person.unknown", "ann_lee",
                     "person.ann_lee"]  # fmt: skip
    assert names.of("person", "chair") == "person.chair"


@pytest.mark.parametrize("writer", [tei, akn])
def test_a_reference_to_nobody_is_not_written(writer) -> None:
    meeting = parse(SAMPLES / "river-council.en.txt")
    meeting.turns[1].speaker = "nobody-at-all"
    stream = io.StringIO()
    with pytest.raises(OutputError, match="nobody-at-all"):
        writer.write([meeting], stream)
    assert stream.getvalue() == ""


@pytest.mark.parametrize("writer", [tei, akn])
def test_a_record_of_nothing_is_valid(writer) -> None:
    meeting = parse(b"Nothing is said here, and nobody says it.")
    name = writer.__name__.rpartition(".")[2]
    assert faults(document(written(meeting, name)), name) == []
    with pytest.raises(UsageError, match="one record a file"):
        writer.write([meeting, meeting], io.StringIO())


def test_several_records_are_a_corpus(tmp_path: Path) -> None:
    files = [str(SAMPLES / name) for name in ("river-council.en.txt", "press-conference.en.txt")]
    done = csto("export", "--to", "tei", *files, "-o", f"{tmp_path}/")
    assert (done.returncode, done.stderr) == (0, "")
    root = document((tmp_path / "corpus.xml").read_text("utf-8"))
    included = root.findall("{http://www.w3.org/2001/XInclude}include")
    parts = [tmp_path / one.get("href") for one in included]
    assert sorted(parts) == sorted(path for path in tmp_path.iterdir() if path.name != "corpus.xml")
    for place, part in zip(included, parts, strict=True):
        inner = document(part.read_text("utf-8"))
        assert dangling(inner) == []
        root.replace(place, inner)
    assert faults(root, "tei") == []
    identifiers = root.xpath("//@xml:id")
    assert len(identifiers) == len(set(identifiers))
    assert csto("speakers", "--format", "ndjson", str(parts[0])).stdout.count('"marina-veld"') == 1
    refused = csto("speakers", str(tmp_path / "corpus.xml"))
    assert refused.returncode == 3
    assert "root of a corpus" in refused.stderr


def test_the_command_line_says_what_was_replaced_and_writes_all_or_nothing(tmp_path: Path) -> None:
    raw = tmp_path / "raw.txt"
    raw.write_text("Ann Lee: A \x02 b.\n\nBo Ek: I see.\n\nAnn Lee: So.\n", "utf-8")
    done = csto("export", "--to", "tei", str(raw))
    assert done.returncode == 0
    assert done.stderr == f"csto: {raw}: 1 character that XML forbids replaced (U+0002)\n"
    assert csto("export", "--to", "akn", "--quiet", str(raw)).stderr == ""
    record = json.loads(csto("parse", "--format", "json", str(raw)).stdout)
    record["chair"] = "nobody"
    bad, out = tmp_path / "bad.json", tmp_path / "out.xml"
    bad.write_text(json.dumps(record), "utf-8")
    done = csto("export", "--to", "akn", str(bad), "-o", str(out))
    assert done.returncode == 3
    assert "the chair is 'nobody', who is no participant" in done.stderr
    assert not out.exists()


@pytest.mark.parametrize("name", WRITERS)
def test_every_record_at_hand_is_valid(corpus: Path, name: str) -> None:
    seen = 0
    for path in sorted(corpus.rglob("*")):
        if not path.is_file() or path.suffix not in {".txt", ".html", ".htm", ".md", ".xml"}:
            continue
        try:
            meeting: Meeting = parse(path)
        except CstoError:
            continue
        root = document(written(meeting, name))
        assert faults(root, name) == [], path
        assert dangling(root) == [], path
        seen += 1
    assert seen


ODD = "".join(map(chr, (0, 1, 11, 27, 0x85, 0xAD, 0x202E, 0xFEFF, 0xFFFE, 0xFFFF))) + "<>&\"':;.…()[]\n"


@settings(deadline=None, derandomize=True, max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([path for path in RAW if path.suffix in {".txt", ".xml", ".md"}]),
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(ODD)), max_size=8),
    st.integers(0, 4000),
)
def test_any_mutation_of_a_sample_is_written_valid(path: Path, put: list[tuple[int, str]], cut: int) -> None:
    text = path.read_text("utf-8")
    for place, sign in put:
        text = text[:place] + sign + text[place:]
    try:
        meeting = parse((text[:cut] + text[cut + 20 :]).encode(), embed_source=True)
    except CstoError:
        return
    for name in WRITERS:
        made = written(meeting, name)
        root = document(made)
        assert faults(root, name) == []
        assert dangling(root) == []
        back = parse(made.encode(), embed_source=True)
        assert [found for found in validate(back) if found.severity == "error"] == []
        assert len(back.turns) == len(meeting.turns)
