"""The text of docs/commands.md, made from the commands' own help."""

import click

from papernotes.cli import COMMANDS, load, papernotes

_EXITS = (
    ("0", "done; there may be warnings"),
    ("1", "problems found: errors, and with `--strict` warnings too"),
    ("2", "nothing could begin: usage, settings, no notes, an output folder that is not ours, a port in use"),
    ("3", "a source could not be reached; nothing was written"),
    ("130, 143", "interrupted (Ctrl-C), terminated"),
)


def reference() -> str:
    """Every command with its help, as Markdown."""
    parent = click.Context(papernotes, info_name="papernotes", terminal_width=100, help_option_names=["-h", "--help"])
    parts = [
        "# Commands",
        "",
        "Results go to stdout, what is wrong goes to stderr (what `check` reports is its result).",
        "This page is made from the commands' own help; `papernotes COMMAND --help` shows the same.",
        "",
        "| exit code | meaning |",
        "| --- | --- |",
        *(f"| {code} | {meaning} |" for code, meaning in _EXITS),
        "",
        *_section("papernotes", papernotes.get_help(parent)),
    ]
    for name in COMMANDS:
        command = load(name)
        context = click.Context(command, info_name=name, parent=parent, terminal_width=100)
        parts += _section(f"papernotes {name}", command.get_help(context))
    return "\n".join(parts).rstrip() + "\n"


def _section(title: str, words: str) -> list[str]:
    return [f"## {title}", "", "```text", *(line.rstrip() for line in words.splitlines()), "```", ""]
