"""The reference, made from the code: commands, contract, tables, formats, vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from typing import Any

import click

from protokoll_extract.cli.app import cli
from protokoll_extract.evaluate.vocab_entries import Entry, entries
from protokoll_extract.export.codebook import meaning, words
from protokoll_extract.export.columns import tables
from protokoll_extract.export.formats import FORMATS, field_paths, losses
from protokoll_extract.export.schema import schema
from protokoll_extract.model.protokoll import SCHEMA_VERSION

_SHOWN = 160


def reference() -> dict[str, str]:
    """Every page by its place in the site."""
    pages = {
        "reference/commands.md": _commands(),
        "reference/contract.md": _contract(),
        "reference/tables.md": _tables(),
        "reference/formats.md": _formats(),
        "reference/vocabulary.md": _vocabulary(),
    }
    return {home: "\n".join(lines).rstrip() + "\n" for home, lines in pages.items()}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = list(head)
    yield _line(names)
    yield _line("---" for _ in names)
    yield from (_line(row) for row in rows)
    yield ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(text: str) -> str:
    """A text that is safe in a cell of a table."""
    flat = " ".join(text.split())
    for sign in ("\\", "|", "<", "*", "_", "`", "["):
        flat = flat.replace(sign, f"&#{ord(sign)};")
    return flat


def _code(text: str) -> str:
    """Code in a cell, whatever signs it holds."""
    return f"<code>{_text(text)}</code>" if text else ""


# --- commands


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield cleandoc(cli.help or "")
    yield ""
    for name in cli.list_commands(click.Context(cli)):
        command = cli.get_command(click.Context(cli), name)
        if command is not None:
            yield from _command(command, f"protokoll {name}")


def _command(command: click.Command, name: str) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    yield f"## {name}"
    yield ""
    yield f"    {' '.join([name, *command.collect_usage_pieces(context)])}"
    yield ""
    yield cleandoc(command.help or "").replace("\b\n", "")
    yield ""
    options = [x for x in command.params if isinstance(x, click.Option) and not x.hidden]
    if options:
        rows = ((_code(_names(x)), _text(x.help or ""), _from(x, context)) for x in options)
        yield from _table(("option", "", "default"), rows)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None:
                yield from _command(found, f"{name} {inner}")


def _names(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.metavar or option.type.name.upper()}"
    if isinstance(option.type, click.Choice) and not option.metavar:
        value = f" {'|'.join(map(str, option.type.choices))}"
    return ", ".join((*option.opts, *option.secondary_opts)) + value


def _from(option: click.Option, context: click.Context) -> str:
    default = option.get_default(context)
    said = [_code(str(default))] if option.show_default and default is not None else []
    return " ".join([*said, *([f"or {_code(str(option.envvar))}"] if option.envvar else [])])


# --- the contract and the tables


def _contract() -> Iterator[str]:
    root = schema()
    yield "# The contract"
    yield ""
    yield f"Version {SCHEMA_VERSION}, as `protokoll schema` prints it. Unknown values are `null`."
    yield ""
    yield from _record("Protokoll", root)
    for name in sorted(root["$defs"]):
        yield from _record(name, root["$defs"][name])


def _record(name: str, node: dict[str, Any]) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    if node.get("description"):
        yield _text(node["description"])
        yield ""
    required = set(node.get("required", ()))
    rows = (
        (
            _code(key),
            _type(inner),
            "yes" if key in required else "",
            _text(words(f"{name}.{key}", "en") or inner.get("description", "")),
        )
        for key, inner in node.get("properties", {}).items()
    )
    yield from _table(("field", "type", "always there", "meaning"), rows)


def _type(node: dict[str, Any]) -> str:
    if "$ref" in node:
        name = node["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in node:
        return " or ".join(_type(x) for x in node["anyOf"])
    if "enum" in node:
        return ", ".join(_code(str(x)) for x in node["enum"])
    if "const" in node:
        return _code(str(node["const"]))
    if node.get("type") == "array":
        return f"list of {_type(node['items'])}" if "items" in node else "list of numbers"
    pattern = f" {_code(node['pattern'])}" if "pattern" in node else ""
    return f"{node.get('type', 'anything')}{pattern}"


def _tables() -> Iterator[str]:
    yield "# The tidy tables"
    yield ""
    yield "What `protokoll export csv|xlsx|parquet|sqlite|datapackage` and `read_archive()` give: every list"
    yield "of the contract is a table. The tables `evidence` and `evidence_parts` come with `--evidence`."
    yield ""
    for table in tables():
        yield f"## {table.name}"
        yield ""
        if said := words(f"table.{table.name}", "en"):
            yield f"{said}."
            yield ""
        rows = (
            (_code(x.name), x.kind, ", ".join(map(_code, x.values)), _text(meaning(x, "en")))
            for x in table.header
        )
        yield from _table(("column", "type", "values", "meaning"), rows)


def _formats() -> Iterator[str]:
    every = set(field_paths())
    yield "# Formats, and what each cannot carry"
    yield ""
    yield f"The contract has {len(every)} fields. `protokoll export FORMAT --losses` prints these lists."
    yield ""
    for form in FORMATS.values():
        lost = list(losses(form))
        fields = [x for x in lost if x in every]
        yield f"## {form.name}"
        yield ""
        yield f"{form.what[0].upper()}{form.what[1:]}. Writes {'a folder' if form.folder else 'one file'}."
        yield ""
        yield from (f"- {x}" for x in lost if x not in every)
        yield ""
        yield f"Carries {len(every) - len(fields)} fields, leaves out {len(fields)}."
        yield ""
        if 0 < len(fields) < len(every) // 2:
            yield ", ".join(_code(x) for x in fields)
        elif fields:
            yield "Carries: " + ", ".join(_code(x) for x in sorted(every - set(fields)))
        yield ""


# --- vocabulary


def _vocabulary() -> Iterator[str]:
    yield "# Vocabulary"
    yield ""
    yield "The Swedish words that readings rest on, as they lie in `src/protokoll_extract/vocab/data`. Each"
    yield "entry is tried against its example and its counter-example by `protokoll check-vocab`."
    yield ""
    found: dict[str, list[Entry]] = {}
    for entry in entries():
        found.setdefault(entry.file, []).append(entry)
    for file, inside in found.items():
        yield f"## {file}"
        yield ""
        rows = (
            (
                _code(f"{x.key} {x.name}".strip()),
                _said(x),
                _text(x.example or ""),
                _text(x.counter_example or ""),
            )
            for x in inside
        )
        yield from _table(("entry", "words and patterns", "example", "but not"), rows)


def _said(entry: Entry) -> str:
    listed = entry.words or entry.patterns
    text = ", ".join(listed) if listed else json.dumps(entry.data, ensure_ascii=False)
    cut = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return _code(cut) if entry.patterns and not entry.words else _text(cut)
