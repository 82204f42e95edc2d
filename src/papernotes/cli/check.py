"""papernotes check."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from papernotes import output, report
from papernotes.cli import shared
from papernotes.model.problem import Diagnostic, Edit, PapernotesError, Severity
from papernotes.model.settings import Config


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a person: values that need quotes.")
@click.option("--strict", is_flag=True, help="End with exit code 1 after warnings too.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; short for --format json.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    help="How to print: text, json, or annotations of GitHub Actions (the default there).",
)
@click.option("--all", "everything", is_flag=True, help="Show all of a kind on a terminal too, not three examples.")
def check(paths: tuple[str, ...], fix: bool, strict: bool, as_json: bool, form: str | None, everything: bool) -> int:
    """Report what is wrong with the notes, and write nothing.

    Does everything that `build` does but for writing the site. With PATHs, seen from here or from the project's folder,
    only what concerns these files and folders is reported. Ends with exit code 1 if there are errors.
    """
    config, problems, _ = shared.settings()
    places = [_place(path, Path(config.root)) for path in paths]
    found = _concerning((*problems, *_check(config)), places, Path(config.root))
    if fix and (mended := _mend(Path(config.root), found)):
        click.echo("".join(f"mended {path}:{line}\n" for path, line in mended), file=sys.stderr, nl=False)
        found = _concerning((*problems, *_check(config)), places, Path(config.root))
    form = "json" if as_json else form or ("github" if os.environ.get("GITHUB_ACTIONS") else "text")
    errors = tuple(problem for problem in found if problem.code.severity is Severity.ERROR)
    _print(form, errors if shared.options_given().quiet else found, config, everything)
    return 1 if report.failed(found, strict=strict) else 0


def _check(config: Config) -> tuple[Diagnostic, ...]:
    from papernotes.build import check as look

    with shared.progress() as progress:
        return look(config, progress=progress).diagnostics


def _print(form: str, found: Sequence[Diagnostic], config: Config, everything: bool) -> None:
    if form == "json":
        click.echo(report.as_json(found), nl=False)
    elif form == "github":
        here = Path(config.root)
        folder = here.relative_to(Path.cwd()).as_posix() if here.is_relative_to(Path.cwd()) else ""
        click.echo(report.github(found, "" if folder == "." else folder), nl=False)
    else:
        shared.show(found, sys.stdout, everything=everything)
        if not shared.options_given().quiet:
            click.echo(report.summary(found) or "nothing to report")


def _place(path: str, root: Path) -> Path:
    """The file or folder of a PATH, seen from here, else from the project, as messages show it."""
    for start in (Path.cwd(), root):
        if (start / path).exists():
            return (start / path).resolve()
    raise PapernotesError(f"there is no file {path}")


def _concerning(found: tuple[Diagnostic, ...], places: Sequence[Path], root: Path) -> tuple[Diagnostic, ...]:
    """The diagnostics that stand in one of some files or folders; all where none is named."""
    if not places:
        return found
    spans = ((problem, root / problem.span.path) for problem in found if problem.span)
    return tuple(problem for problem, path in spans if any(path.is_relative_to(place) for place in places))


def _mend(root: Path, found: Sequence[Diagnostic]) -> list[tuple[str, int]]:
    """Put the mends that diagnostics carry into the files, line by line; every other byte stays as it is."""
    edits: dict[str, list[Edit]] = {}
    for problem in found:
        if problem.edit is not None and problem.span is not None:
            edits.setdefault(problem.span.path, []).append(problem.edit)
    mended: list[tuple[str, int]] = []
    for path, wanted in sorted(edits.items()):
        file = (root / path).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            continue
        lines = file.read_bytes().split(b"\n")
        done = [edit.line for edit in wanted if _mend_line(lines, edit)]
        if done:
            output.replace(file, b"\n".join(lines))
        mended += [(path, line) for line in done]
    return mended


def _mend_line(lines: list[bytes], edit: Edit) -> bool:
    """Change one line that still is what it was, its line end and a byte order mark kept."""
    before, after = edit.before.encode(), edit.after.encode()
    if not 0 < edit.line <= len(lines):
        return False
    line = lines[edit.line - 1]
    for start in (b"", b"\xef\xbb\xbf"):
        for end in (b"", b"\r"):
            if line == start + before + end:
                lines[edit.line - 1] = start + after + end
                return True
    return False
