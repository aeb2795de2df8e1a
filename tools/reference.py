"""Pages that are read off the code: commands, topics, the record's fields, the library."""

from __future__ import annotations

import inspect
import os
import re
import sys
from io import BytesIO, TextIOWrapper
from typing import Any

MADE = "Made from {} by `tools/make_docs.py`."
HELP = "the program's own help"


def cli() -> str:
    """docs/cli.md: the help of every command."""
    names = [inner for name in _commands() for inner in (name, *(f"{name} {part}" for part in _parts(name)))]
    head = f"# Commands\n\n{MADE.format(HELP)}\n"
    return head + "".join(
        f"\n## {title}\n\n```text\n{help_of(title)}```\n" for title in ["csto", *(f"csto {n}" for n in names)]
    )


def help_of(command: str) -> str:
    """What a command writes with ``--help``, in a terminal of a hundred columns."""
    from csto_cli.__main__ import run

    columns, real = os.environ.get("COLUMNS"), sys.stdout
    os.environ["COLUMNS"] = "100"
    sys.stdout = written = TextIOWrapper(BytesIO(), encoding="utf-8")
    try:
        run([*command.split()[1:], "--help"])
        sys.stdout.flush()
        return written.buffer.getvalue().decode()  # type: ignore[attr-defined] # the bytes above
    finally:
        sys.stdout = real
        os.environ.pop("COLUMNS")
        os.environ |= {"COLUMNS": columns} if columns else {}


def _commands() -> list[str]:
    """Names of the commands, from the program's own help."""
    return list(dict.fromkeys(re.findall(r"^  ([a-z]+)  ", help_of("csto"), re.MULTILINE)))


def _parts(name: str) -> list[str]:
    """Names of the commands that a command is made of; most are made of none."""
    return re.findall(r"^  ([a-z]+)  ", help_of(f"csto {name}").partition("\nCommands:\n")[2], re.MULTILINE)


def topics() -> str:
    """docs/topics.md: the texts of ``csto help TOPIC``."""
    from csto_cli.commands.topics import TOPICS

    head = f"# Forms, exit codes, environment\n\n{MADE.format('the texts of `csto help TOPIC`')}\n"
    return head + "".join(f"\n## csto help {name}\n\n```text\n{text}```\n" for name, text in TOPICS.items())


def model() -> str:
    """docs/model.md: every part of the record and its fields, from the JSON Schema that ``csto schema`` prints."""
    from csto_cli.model import Meeting

    schema = Meeting.model_json_schema(mode="serialization")
    parts = {"Meeting": schema, **schema["$defs"]}
    head = (
        f"# The record's fields\n\n{MADE.format('the JSON Schema')} `csto schema` prints the schema itself. Offsets"
        " count characters of the decoded source from 0, half-open; lines and columns count from 1, turns from 0.\n"
    )
    return head + "".join(_part(name, parts[name]) for name in ["Meeting", *sorted(schema["$defs"])])


def _part(name: str, schema: dict[str, Any]) -> str:
    rows = "".join(
        f"| `{field}` | {_type(about)} | {_cell(about.get('description', ''))} |\n"
        for field, about in schema["properties"].items()
    )
    text = _code(" ".join(schema.get("description", "").split()))
    return f"\n## {name}\n\n{text}\n\n| field | type | what it is |\n|---|---|---|\n{rows}"


def _type(about: dict[str, Any]) -> str:
    """A field's type in words: ``Turn``, ``list of Note``, ``string or null``."""
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in about:
        return " or ".join(_type(choice) for choice in about["anyOf"])
    if "enum" in about:
        return ", ".join(f"`{value}`" for value in about["enum"])
    if "const" in about:
        return f"`{about['const']}`"
    if about.get("type") == "array":
        return f"list of {_type(about['items'])}" if "items" in about else "list"
    if about.get("type") == "object" and isinstance(about.get("additionalProperties"), dict):
        return f"map to {_type(about['additionalProperties'])}"
    return str(about.get("type", "any"))


def _code(text: str) -> str:
    """Markdown of a docstring: double backquotes become single ones."""
    return text.replace("``", "`")


def _cell(text: str) -> str:
    return _code(" ".join(text.split())).replace("|", r"\|")


def library() -> str:
    """docs/library.md: the public names of the package, with signatures and docstrings."""
    import csto_cli

    shown = [name for name in csto_cli.__all__ if name[0] != "_"]
    return LIBRARY + "".join(_name(name, getattr(csto_cli, name)) for name in sorted(shown, key=str.lower))


LIBRARY = f"""# The library

{MADE.format("the docstrings")} What is listed here is public; the package is typed (`py.typed`), and
importing it loads neither the command line nor the terminal's tables.

```python
from csto_cli import parse

meeting = parse("samples/river-council.en.txt")
for turn in meeting.turns:
    print(turn.speaker, sum(len(paragraph.text.split()) for paragraph in turn.paragraphs))
```

What `parse` and `load` return is a `Meeting`: [its fields](model.md).
"""


def _name(name: str, what: Any) -> str:
    signature = f"{name}{_signature(what)}" if inspect.isfunction(what) else f"class {name}"
    members = "".join(_method(method, what) for method in PUBLIC_METHODS.get(name, ()))
    return f"\n## {name}\n\n```python\n{_wrapped(signature)}\n```\n\n{_doc(what)}\n{members}"


PUBLIC_METHODS = {"Meeting": ("rebuild", "model_dump_json"), "CstoError": ()}


def _method(name: str, owner: Any) -> str:
    if name not in vars(owner):  # Pydantic's own are told in Pydantic's documentation
        return ""
    what = getattr(owner, name)
    return f"\n### {owner.__name__}.{name}\n\n```python\n{name}{_signature(what)}\n```\n\n{_doc(what)}\n"


def _signature(what: Any) -> str:
    """A signature as it is written in the code: annotations without quotation marks."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(inspect.signature(what)))


def _wrapped(signature: str) -> str:
    """A signature with one argument a line where it is long."""
    if len(signature) <= 100:
        return signature
    start, end = signature.index("(") + 1, signature.rindex(")")
    arguments = re.split(r", (?![^\[(]*[\])])", signature[start:end])
    return signature[:start] + "\n" + "".join(f"    {argument},\n" for argument in arguments) + signature[end:]


def _doc(what: Any) -> str:
    return _code(inspect.getdoc(what) or "")
