"""What is fuzzed: each target takes any bytes, and fails only where a promise of csto is broken.

``fuzz.py`` runs a target with coverage as its guide; ``test_fuzz.py`` runs the same functions over inputs that are kept.
The promises: nothing is raised but csto's own errors, the account is a partition, the source is rebuilt from it, and a
record that is written is read back equal.
"""

from __future__ import annotations

import io
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import orjson

from csto_cli import CstoError, Meeting, load, load_many, parse, parse_table
from csto_cli.checks import validate
from csto_cli.conventions import CONVENTIONS
from csto_cli.conventions.described import Family, Sign, described
from csto_cli.corpora import parse_corpus
from csto_cli.corpus.search import Filters, search
from csto_cli.corrections import read_corrections
from csto_cli.formats.text import read_text
from csto_cli.parsing.record import assemble
from csto_cli.query.documents import decisions
from csto_cli.query.people import speakers
from csto_cli.query.turns import Filter, turns
from csto_cli.source import read_source
from csto_cli.writers import find
from csto_cli.writers.prepared import sound as refuse_unsound
from csto_cli.writers.values import record_json, row_json

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
HERE = Path(__file__).parent
WRITERS = (
    "markdown", "html", "tei", "akn", "svg", "popolo", "annotations", "bibtex", "csl-json", "vtt", "tif", "vertical", "csv",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Something to fuzz: what runs on bytes, and the inputs that it begins with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


def sound(meeting: Meeting, text: str | None = None) -> None:
    """The promises, held by a record that embeds its source (or by one whose source is given)."""
    text = meeting.source.text if text is None else text
    assert text is not None
    place = 0
    for entry in meeting.source.account:
        assert entry.start == place < entry.end, f"{entry.kind} does not follow on {place}"
        place = entry.end
    assert place == len(text) == meeting.source.characters
    assert meeting.rebuild() == text
    wrong = [found for found in validate(meeting) if found.severity == "error"]
    assert wrong == [], wrong[0].message
    assert load(record_json(meeting)) == meeting


def parsing(**asked: str) -> Callable[[bytes], None]:
    """A target that parses what it is given with these options."""

    def run(data: bytes) -> None:
        try:
            meeting = parse(data, embed_source=True, **asked)  # type: ignore[arg-type] # each is a text
        except CstoError:
            return
        sound(meeting)

    return run


def samples(*patterns: str) -> Callable[[], list[bytes]]:
    """The samples whose names fit, as seeds."""

    def seeds() -> list[bytes]:
        return [path.read_bytes() for pattern in patterns for path in sorted(SAMPLES.glob(pattern))]

    return seeds


def run_docx(data: bytes) -> None:
    """A Word document: the bytes of a package, or the XML of the part that holds the text, packed here."""
    if not data.startswith(b"PK"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("word/document.xml", data)
        data = packed.getvalue()
    parsing(input_format="docx")(data)


def docx_seeds() -> list[bytes]:
    packages = samples("*.docx")()
    return [*packages, *(zipfile.ZipFile(io.BytesIO(one)).read("word/document.xml") for one in packages)]


@cache
def example() -> bytes:
    """A record that csto wrote, as JSON."""
    return record_json(parse(SAMPLES / "river-council.en.txt", embed_source=True, with_path=False)).encode()


def run_convokit(data: bytes) -> None:
    """Utterances of a corpus: each of its conversations."""
    try:
        for found in parse_corpus(data, embed_source=True):
            if isinstance(found, Meeting):
                sound(found)
    except CstoError:
        return


def convokit_seeds() -> list[bytes]:
    lines = [
        {"id": "0", "conversation_id": "0", "speaker": "ada", "text": "You have the floor, Mr Marsh.", "timestamp": None,
         "reply_to": None, "meta": {"turn": 0, "office": "President of Norland"}},
        {"id": "1", "conversation_id": "0", "speaker": "ben", "text": "Thank you.\n\nThe lake rises.", "reply-to": "0"},
        {"id": "2", "root": "2", "user": "cleo", "text": "A \u20ac \\ \"word\".", "timestamp": 1e9, "meta": None},
    ]  # fmt: skip
    return [b"\n".join(orjson.dumps(line) for line in lines), orjson.dumps(lines[0])]


def run_tables(data: bytes) -> None:
    """A table of records with the columns that the seeds have."""
    try:
        for found in parse_table(data, text_column="text", id_column="id", date_column="date", embed_source=True):
            if isinstance(found, Meeting):
                sound(found)
    except CstoError:
        return


def tables_seeds() -> list[bytes]:
    cell = "Ada Quill: Good day.\n\nBen Marsh: Thank you."
    rows = [{"id": "a", "date": "2031-03-04", "text": cell}, {"id": None, "date": "no day", "text": "Eve: x"}]
    quoted = cell.replace("\n", "\r\n")
    return [
        f'id,date,text\r\na,2031-03-04,"{cell}"\r\nb,"March 4, 2031","He ""said"" it"\r\n'.encode(),
        f"sep=;\nid;date;text\n1;x;'{cell}'\n".encode(),
        f'id\tdate\ttext\n1\t\t"{quoted}"\n'.encode("utf-16"),
        f'"id"|"date"|"text"\n"1"|"2"|"a \\"b\\" {cell}"\n'.encode(),
        orjson.dumps(rows), b"\n".join(map(orjson.dumps, rows)), orjson.dumps({"one": rows[0], "two": rows[1]}),
    ]  # fmt: skip


ODD_VALUES = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 1e308, 0.5, "", "x", "marina-veld", "2024-02-30", "9999-12-31", "1.0", "\u0000",
    "\u202e", [], [[]], [0, 1], {}, {"start": 0, "end": 10**9, "line": 1, "column": 1}, "turn", "paragraph", "spoke", "é" * 300,
)  # fmt: skip


def run_load(data: bytes) -> None:
    """JSON as it stands; or, where it does not begin as an object, edits of a record: place (2 bytes), value (1)."""
    if data[:1] not in (b"{", b"["):
        data = edited(data)
    for reader in (lambda: [load(data)], lambda: list(load_many(data))):
        try:
            meetings = reader()
        except CstoError:
            continue
        for meeting in meetings:
            views(meeting)


def edited(data: bytes) -> bytes:
    """The example record with values put into it: three bytes say where and which."""
    value = orjson.loads(example())
    for at in range(0, min(len(data) - 2, 30), 3):
        places = list(places_of(value))
        holder, name = places[int.from_bytes(data[at : at + 2], "little") % len(places)]
        choice = data[at + 2] % (len(ODD_VALUES) + 2)
        if choice < len(ODD_VALUES):
            holder[name] = orjson.loads(orjson.dumps(ODD_VALUES[choice]))
        elif choice == len(ODD_VALUES):
            del holder[name]
        else:
            other, key = places[(at * 251 + data[at]) % len(places)]
            holder[name] = orjson.loads(orjson.dumps(other[key])) if key in other or isinstance(other, list) else None
    return orjson.dumps(value)


def places_of(value: object) -> Iterator[tuple[object, str | int]]:
    """Every place of a JSON value: what holds it, and its name or number there."""
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in entries:
        yield value, name
        yield from places_of(inner)


def views(meeting: Meeting) -> None:
    """What csto does with a record that it did not write itself: each view is made, or refused by an error of csto's."""
    with suppress(CstoError):
        assert load(record_json(meeting)) == meeting
        validate(meeting)
        speakers(meeting)
        decisions(meeting, everything=True)
        list(turns(meeting, Filter(since="2020", until="2030")))
        meeting.rebuild()
    for name in WRITERS:
        with suppress(CstoError):
            # As the command does: a record whose references do not hold is refused before a writer gets it.
            refuse_unsound(meeting)
            find(name).write([meeting], io.StringIO())


def load_seeds() -> list[bytes]:
    return [example(), b"\x00\x01\x02", bytes(range(60)), b"\n".join([example()] * 2), b"[" + example() + b"]"]


@cache
def store() -> sqlite3.Connection:
    """A small store in memory, of three samples in English and Russian."""
    folder = tempfile.mkdtemp()
    path = f"{folder}/c.db"
    names = ("river-council.en.txt", "river-council.ru.txt", "verbatim.en.txt")
    words = [sys.executable, "-m", "csto_cli", "corpus", "build", path, "-q", *(str(SAMPLES / name) for name in names)]
    subprocess.run(words, check=True)
    kept = sqlite3.connect(":memory:", isolation_level=None)
    with closing(sqlite3.connect(path)) as built:
        built.backup(kept)
    shutil.rmtree(folder)
    return kept


def run_query(data: bytes) -> None:
    """A query in FTS5's syntax, on a store, among what was said and among documents, as printed and folded."""
    asked = data.decode("utf-8", "surrogateescape")
    for kind in ("turns", "documents"):
        for exact in (False, True):
            try:
                for hit in search(store(), "c.db", asked, Filters(), kind=kind, exact=exact):
                    row_json(hit)
            except CstoError:
                continue


def query_seeds() -> list[bytes]:
    return [
        text.encode()
        for text in (
            "river", "river OR ferry", '"joint warnings" NOT ferry', "NEAR(river council, 5)", "sec*", "^river", "a + b",
            "text : river", "{text label} : river", "- text : a", "безопасность", "Путин AND Veld", '"a ""b"" c"', "(a (b OR c))",
            "don't", "a-b", "NEAR", "NEAR(", "AND", '"', "\x00", "ё*", "a AND (b", "1.5", "x" * 300,
        )
    ]  # fmt: skip


def run_corrections(data: bytes) -> None:
    """A file of corrections, laid over a sample; ``@`` is the hash of its text."""
    data = data.replace(b"@", hash_of_sample().encode())
    with tempfile.NamedTemporaryFile(dir=memory()) as file:
        file.write(data)
        file.flush()
        try:
            given = read_corrections(file.name)
            meeting = parse(SAMPLES / "port-talks.en.txt", embed_source=True, with_path=False, corrections=given)
        except CstoError:
            return
    sound(meeting)


@cache
def hash_of_sample() -> str:
    return parse(SAMPLES / "port-talks.en.txt").source.text_sha256


def memory() -> str | None:
    """A folder in memory, where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def corrections_seeds() -> list[bytes]:
    text = (SAMPLES / "port-talks.en.txt").read_text("utf-8")
    meeting = parse(SAMPLES / "port-talks.en.txt")
    spans = [turn.label_span for turn in meeting.turns if turn.label_span is not None]
    base = {"by": "A. Reader", "when": "2031-03-04", "why": "the page says so", "text_sha256": "@"}
    lines = [
        {"field": "speaker", "value": "Eve Stone", "span": spans[0].model_dump(), **base},
        {"field": "no_label", "value": None, "span": spans[1].model_dump(), **base},
        {"field": "same_person", "value": "Eve Stone", "quote": text[spans[1].start : spans[1].end]},
        {"field": "date", "value": "2031-03-05", **base},
        {"field": "title", "value": "Talks", "quote": text.split()[0]},
        {"field": "document_title", "value": "A protocol", "quote": "protocol"},
    ]
    return [b"\n".join(map(orjson.dumps, lines)), *map(orjson.dumps, lines)]


def run_described(data: bytes) -> None:
    """A family as a description: signs, label, furniture and voices on lines of their own; it reads a sample."""
    asked = (data.decode("utf-8", "replace").split("\n") + [""] * 6)[:6]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for pattern in asked[:4]:
                re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return  # what is no pattern is the mistake of who describes, as in any code
    if "label" not in re.compile(asked[0]).groupindex:
        return
    family = Family(
        name="fuzzed", description="of a fuzzer", label=asked[0], furniture=(asked[1],), needed=1,
        signs=(Sign(asked[2], 0.9, "one"), Sign(asked[3], 0.5, "two")), voices=(asked[4], asked[5]),
    )  # fmt: skip
    row = described(family)
    for text in harbour(), "x: y\n\nAda Quill >> Good day.\n\n  \u2028(Applause.)\n":
        source = read_source(text.encode(), name="x")
        reading = read_text(source)
        row.sniff(source, reading)
        draft = row.read(source, reading)
        origin = {"path": None, "format": "text", "csto_version": "0", "text": text}
        sound(assemble(source, reading, draft, origin))


@cache
def harbour() -> str:
    return "Harbour Board\n\nMarch 4, 2031\n\nPage 1\n\nAda Quill (chair) >> Good day.\n\nBen Marsh >> Thank you.\n\nAll >> Aye.\n"


def described_seeds() -> list[bytes]:
    return [
        rb"(?P<label>(?P<name>\w+ \w+)(?: \((?P<office>\w+)\))?) >> " + b"\nPage \\d+\n^Harbour Board\n >> \nAll\nChair",
        b"(?P<label>[^>]*)\n\n\n\n\n", b"(?P<label>(?P<name>))\n.*\n.\n.\n", b"(?=(?P<label>.*))\n(?!x)\n^\n$\n",
    ]  # fmt: skip


TEXTS = ("*.json*", "*.txt", "*.log", "*.md", "*.html", "*.htm", "*.srt", "*.vtt", "*.xml")
FORMATS = {
    "text": ("*.txt", "*.log"), "markdown": ("*.md",), "html": ("*.html", "*.htm"), "subtitles": ("*.srt", "*.vtt"),
    "pdf": ("*.pdf",), "tei": ("*.tei.xml",), "akn": ("*.akn.xml",),
    "json": ("*.json", "*.jsonl"),
}  # fmt: skip
TARGETS: dict[str, Target] = {
    **{f"format-{name}": Target(parsing(input_format=name), samples(*fit)) for name, fit in FORMATS.items()},
    "format-docx": Target(run_docx, docx_seeds),
    "format-convokit": Target(run_convokit, convokit_seeds),
    "tables": Target(run_tables, tables_seeds),
    "recognised": Target(parsing(), samples("*.*")),
    **{f"convention-{row.name}": Target(parsing(convention=row.name), samples(*TEXTS)) for row in CONVENTIONS},
    "load": Target(run_load, load_seeds),
    "query": Target(run_query, query_seeds),
    "corrections": Target(run_corrections, corrections_seeds),
    "described": Target(run_described, described_seeds),
}
