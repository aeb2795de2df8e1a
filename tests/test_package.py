"""What is given away: the wheel and the source archive, and that nothing is imported which they do not declare."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "csto_cli"
EXTRAS = {"corpus", "dask", "docx", "parquet", "pdf", "plot", "xlsx"}
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "build", "dist", "*.egg-info")


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """Names of the files in the wheel and in the source archive, built from a copy of the tree."""
    pytest.importorskip("setuptools", minversion="77", reason="an older setuptools cannot read pyproject.toml")
    folder = tmp_path_factory.mktemp("package")
    tree, out = folder / "tree", folder / "out"
    shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
    code = f"from setuptools import build_meta as b; b.build_sdist({str(out)!r}); b.build_wheel({str(out)!r})"
    out.mkdir()
    subprocess.run([sys.executable, "-c", code], cwd=tree, capture_output=True, check=True)
    (wheel,) = out.glob("*.whl")
    (archive,) = out.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as file:
        held = {name for name in file.namelist() if not name.endswith("/")}
    with tarfile.open(archive) as packed:
        sources = {member.name.partition("/")[2] for member in packed.getmembers() if member.isfile()}
    return held, sources


def files_below(folder: Path) -> set[str]:
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(path.relative_to(ROOT)) for path in found if path.suffix not in {".pyc", ".pyo"}}


def test_the_wheel_holds_the_package_its_tables_and_nothing_else(given: tuple[set[str], set[str]]) -> None:
    wheel, _ = given
    assert {name for name in wheel if ".dist-info/" not in name} == files_below(PACKAGE)
    about = {name.partition(".dist-info/")[2] for name in wheel if ".dist-info/" in name}
    assert about == {"METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE", "top_level.txt"}


def test_the_source_archive_holds_what_its_tests_need(given: tuple[set[str], set[str]]) -> None:
    _, sources = given
    for folder in ("csto_cli", "docs", "samples", "tests", "tools"):
        assert files_below(ROOT / folder) <= sources, folder
    assert {"README.md", "LICENSE", "CHANGELOG.md", "SECURITY.md", "Makefile", "pyproject.toml"} <= sources
    assert not [name for name in sources if "__pycache__" in name or name.startswith((".", "build/"))]


def declared(extras: set[str]) -> set[str]:
    """Names of the packages that csto asks for with so many extras, and of those that these ask for."""
    names: set[str] = set()
    left = [("csto-cli", frozenset(extras))]
    while left:
        name, wanted = left.pop()
        try:
            asked = requires(name) or []
        except PackageNotFoundError:
            continue
        for requirement in map(Requirement, asked):
            key = canonicalize_name(requirement.name)
            if requirement.marker and not any(requirement.marker.evaluate({"extra": e}) for e in wanted | {""}):
                continue
            if key not in names:
                names.add(key)
                left.append((requirement.name, frozenset(requirement.extras)))
    return names


def imported() -> dict[str, set[str]]:
    """Top-level modules that the package's code imports anywhere, with the files that do."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level and node.module:
                names = [node.module]
            for name in names:
                found.setdefault(name.partition(".")[0], set()).add(str(path.relative_to(ROOT)))
    return found


def test_every_import_is_of_a_declared_package() -> None:
    asked = {canonicalize_name(Requirement(text).name) for text in requires("csto-cli") or [] if "extra" not in text}
    for extra in EXTRAS:
        asked |= {
            canonicalize_name(Requirement(text).name)
            for text in requires("csto-cli") or []
            if f'extra == "{extra}"' in text.replace("'", '"')
        }
    homes = packages_distributions()
    for name, files in imported().items():
        if name in sys.stdlib_module_names or name == "csto_cli":
            continue
        homes_of = {canonicalize_name(home) for home in homes.get(name, [name])}
        assert homes_of & asked, f"{name}, imported by {sorted(files)}, is declared nowhere"


BARE = """
import json, os, sys
from importlib.metadata import packages_distributions

declared, calls, folder = json.loads(sys.stdin.read())

def name_of(distribution):
    return distribution.lower().replace("_", "-").replace(".", "-")

homes = {module: {name_of(home) for home in homes} for module, homes in packages_distributions().items()}

class Bare:
    '''Hides every module that only undeclared packages hold.'''

    def find_spec(self, name, path=None, target=None):
        owners = homes.get(name.partition(".")[0])
        if owners and "csto-cli" not in owners and not owners & set(declared):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Bare())
os.chdir(folder)
from csto_cli.__main__ import run

codes = {}
for words in calls:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(run(words.split()))
    codes[words] = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps(codes))
"""
BASE = (
    "--help", "--version", "parse river-council.en.html", "parse river-council.ru.txt", "parse harbour-board.en.vtt",
    "parse assembly.en.tei.xml", "parse assembly.en.akn.xml", "parse briefing.en.md", "speakers river-council.en.txt",
    "decisions river-council.en.txt --format table", "turns river-council.en.txt --format csv", "cite river plenum.de.txt",
    "show river-council.en.txt --no-pager", "show river-council.en.txt --svg floor.svg", "validate river-council.en.txt",
    "correct river-council.en.txt --fact place=X", "diff river-council.en.txt river-council.en.html",
    "align river-council.en.txt river-council.ru.txt --format tmx", "export --to tei river-council.en.txt",
    "export --to html river-council.en.txt", "export --to csv river-council.en.txt -o tables/", "writers",
    "export --to convokit river-council.en.txt -o corpus/", "parse tables/speeches.csv --text-column text",
    "readers", "readers --why one-line.en.txt", "schema", "help formats", "corpus build made.db river-council.en.txt",
    "corpus status made.db", "corpus search made.db rivers", "corpus count made.db", "corpus people made.db",
    "corpus sql made.db --tables", "corpus export made.db --to markdown", "corpus datasette made.db",
    "corpus source made.db river-council.en.txt",
)  # fmt: skip
WANTING = {
    "parse harbour-board.en.docx": "docx", "parse verbatim.en.pdf": "pdf",
    "export --to parquet --table turns river-council.en.txt -o t.parquet": "parquet",
    "export --to xlsx river-council.en.txt -o t.xlsx": "xlsx", "corpus count made.db --plot count.png": "plot",
    "corpus build other.db river-council.en.txt --engine dask": "dask",
}  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], str]:
    """Exit codes of calls, and what was said, where nothing but csto's own declared packages can be imported."""
    folder = tmp_path_factory.mktemp("bare")
    for path in (ROOT / "samples").iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    (folder / "speeches").mkdir()
    calls = [call.replace("tables/speeches.csv", "speeches/speeches.csv") for call in (*BASE, *WANTING)]
    shutil.copy(ROOT / "samples" / "tables" / "speeches.csv", folder / "speeches")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BARE], input=json.dumps([sorted(declared(set())), calls, str(folder)]),
        capture_output=True, text=True, check=True, timeout=300,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1]), done.stderr


def test_the_base_installation_does_its_work_alone(bare: tuple[dict[str, int], str]) -> None:
    codes, said = bare
    base = {call: code for call, code in codes.items() if call not in WANTING}
    assert len(base) == len(BASE)
    assert {call: code for call, code in base.items() if code} == {}, said


@pytest.mark.parametrize(("call", "extra"), WANTING.items(), ids=WANTING.values())
def test_what_wants_an_extra_says_which(bare: tuple[dict[str, int], str], call: str, extra: str) -> None:
    codes, said = bare
    assert codes[call] == 3
    assert f"pip install 'csto-cli[{extra}]'" in said


def test_the_extra_all_is_every_extra_for_users() -> None:
    meta = distribution("csto-cli").metadata
    assert EXTRAS | {"all", "dev", "docs", "fuzz", "interop"} == set(meta.get_all("Provides-Extra") or [])
    assert declared({"all"}) == set().union(*(declared({extra}) for extra in EXTRAS)) | {"csto-cli"}
