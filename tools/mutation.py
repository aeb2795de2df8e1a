"""Mutation testing of what reads and proves a record: does a test fail when the code is wrong?

``mutation.py`` copies the tree to ``build/mutation``, draws modules and mutants of them with a fixed seed and lets
mutmut run the tests that reach them. ``--again`` copies the tree anew and runs only what was not killed.
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutation"
PACKAGES = ("parsing", "conventions", "checks")
COPIED = ("tests", "samples", "docs", "tools")
EMPTY = 200
"""Bytes up to which a module holds a docstring alone."""
CAUGHT = frozenset({"killed", "segfault"})
"""A timeout counts as none: on a busy machine it may be the machine's."""
AT_IMPORT = frozenset({"csto_cli/checks/rule.py"})
"""Modules that run when they are imported, before a mutant is chosen: nothing can be said of them."""
MOVED = frozenset({"rule", "cache", "lru_cache"})
"""Decorators that are called below the function in the copy, since mutmut passes decorated functions over."""


def decorated_below(source: str) -> str:
    """Write ``@rule(...)`` and ``@cache`` of functions at the top level as calls below them; nothing else changes."""
    lines = source.split("\n")
    for function in reversed(ast.parse(source).body):
        if not isinstance(function, ast.FunctionDef) or len(function.decorator_list) != 1:
            continue
        (decorator,) = function.decorator_list
        if _name(decorator) not in MOVED:
            continue
        below = f"{function.name} = {ast.unparse(decorator)}({function.name})"
        assert function.end_lineno is not None
        lines.insert(function.end_lineno, below)
        del lines[decorator.lineno - 1 : decorator.end_lineno]
    return "\n".join(lines)


def _name(decorator: ast.expr) -> str:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    return called.id if isinstance(called, ast.Name) else ""


def copy_tree() -> None:
    """Copy what the tests need to the working folder; code only where it changed, so that mutmut keeps what it made."""
    for name in COPIED:
        shutil.rmtree(WORK / name, ignore_errors=True)
        shutil.rmtree(WORK / "mutants" / name, ignore_errors=True)
        shutil.copytree(ROOT / name, WORK / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, WORK / name)
    for path in (ROOT / "csto_cli").rglob("*"):
        place = path.relative_to(ROOT)
        if path.is_file() and path.suffix != ".pyc":
            code = path.read_bytes()
            if place.parts[1] in PACKAGES:
                code = decorated_below(code.decode()).encode()
            copy = WORK / place
            if not copy.exists() or copy.read_bytes() != code:
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(code)


def modules() -> list[Path]:
    """Every module of the three packages in the copy."""
    return sorted(path for package in PACKAGES for path in (WORK / "csto_cli" / package).rglob("*.py"))


def drawn_modules(count: int, seed: str) -> list[Path]:
    """Draw ``count`` modules of each package (all, where it has no more), relative to the copy."""
    by_package: dict[str, list[Path]] = defaultdict(list)
    for path in modules():
        file = path.relative_to(WORK)
        if path.stat().st_size > EMPTY:
            by_package[file.parts[1]].append(file)
    drawn = (file for files in by_package.values() for file in sorted(files, key=_order(seed))[:count])
    return [file for file in drawn if str(file) not in AT_IMPORT]


def _order(seed: str) -> Callable[[object], bytes]:
    """A key that shuffles by a hash: what is drawn stays drawn where its name stays."""
    return lambda name: hashlib.sha256(f"{seed}:{name}".encode()).digest()


def make_mutants(files: list[Path]) -> dict[Path, list[str]]:
    """Let mutmut write all mutants of these modules; give their names."""
    listed = json.dumps([str(file) for file in files])
    settings = WORK / "pyproject.toml"
    settings.write_text(re.sub(r"only_mutate = .*", f"only_mutate = {listed}", settings.read_text("utf-8")), "utf-8")
    os.chdir(WORK)
    from mutmut.__main__ import create_mutants  # mutmut reads its settings from the working folder when imported

    (WORK / "mutants").mkdir(exist_ok=True)
    create_mutants(2)
    return {file: sorted(_codes(file)) for file in files}


def _codes(file: Path) -> dict[str, int | None]:
    """Name and exit code (none before it was run) of each mutant of a module."""
    meta = WORK / "mutants" / f"{file}.meta"
    codes: dict[str, int | None] = json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
    return codes


def statuses(files: list[Path]) -> dict[str, str]:
    """What became of each mutant that was run."""
    from mutmut.stats import status_by_exit_code

    codes = {name: code for file in files for name, code in _codes(file).items()}
    return {name: status_by_exit_code[code] for name, code in codes.items() if code is not None}


def report(drawn: list[str], became: dict[str, str]) -> None:
    """Print the score of each package with its 95% interval, then the survivors by name."""
    by_package: dict[str, list[str]] = defaultdict(list)
    for name in drawn:
        if name in became:
            by_package[name.split(".")[1]].append(name)
    for package, names in by_package.items():
        caught = sum(became[name] in CAUGHT for name in names)
        low, high = interval(caught, len(names))
        print(
            f"{package}: {caught} of {len(names)} caught, {caught / len(names):.0%} "
            f"(95% interval {low:.0%} to {high:.0%}); {dict(Counter(became[name] for name in names))}"
        )
    for name in sorted(drawn):
        if became.get(name) not in CAUGHT:
            print(f"{became.get(name, 'not run')}: {name}")


def interval(caught: int, size: int, z: float = 1.96) -> tuple[float, float]:
    """Wilson's interval for a share: the score of all mutants lies in it 19 times of 20."""
    share = caught / size
    middle = share + z * z / (2 * size)
    spread = z * sqrt(share * (1 - share) / size + z * z / (4 * size * size))
    return (middle - spread) / (1 + z * z / size), (middle + spread) / (1 + z * z / size)


def main() -> None:
    """Read the arguments, run mutmut in the copy, print the scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--modules", type=int, default=6, help="modules drawn of each package (6)")
    parser.add_argument("--size", type=int, default=4, help="mutants drawn of each module (4)")
    parser.add_argument("--seed", default="csto", help="another seed draws other mutants")
    parser.add_argument("--jobs", default="2", help="processes at once (2)")
    parser.add_argument("--again", action="store_true", help="with the tests of now, run what was not killed")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was broken off")
    parser.add_argument("--report", action="store_true", help="only print what the last run found")
    arguments = parser.parse_args()
    if not (arguments.report or arguments.again or arguments.resume):
        shutil.rmtree(WORK, ignore_errors=True)
    if not (arguments.report or arguments.resume):
        WORK.mkdir(parents=True, exist_ok=True)
        copy_tree()
    files = drawn_modules(arguments.modules, arguments.seed)
    names = make_mutants(files)
    drawn = [name for file in files for name in sorted(names[file], key=_order(arguments.seed))[: arguments.size]]
    became = statuses(files)
    wanted = [name for name in drawn if became.get(name) not in CAUGHT]
    print(
        f"{sum(map(len, names.values()))} mutants in {len(files)} modules; {len(wanted)} of {len(drawn)} drawn to run"
    )
    if wanted and not arguments.report:
        mutmut = str(Path(sys.executable).with_name("mutmut"))
        subprocess.run(["nice", mutmut, "run", "--max-children", arguments.jobs, *wanted], cwd=WORK, check=True)
    report(drawn, statuses(files))


if __name__ == "__main__":
    main()
