"""The literate cases of tests/cases: a note as it is written, and what is expected of it.

A case is a heading of level 2, words on it, and blocks between lines of four tildes:

    ~~~~ note        the note; `settings` before it has settings in TOML
    ~~~~ html        the body: holes are {kind target#part|label, more}, ends of paired holes {/}, the mark of ids is §
    ~~~~ problems    code line:column message; no block: no problems
    ~~~~ …           sentences, excerpt, relations, outline, tags, blocks

Only the blocks that are there are compared, `pytest tests/markdown --update-cases` rewrites them.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from papernotes import markdown
from papernotes.markdown import Document
from papernotes.model.settings import Parsing
from papernotes.model.written import Inline, Ref, Source

FOLDER = Path(__file__).parent.parent / "cases"
_BLOCK = re.compile(r"^~~~~ (\w+)\n(.*?)^~~~~$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^~~~~ \w+\n.*?^~~~~$|^## ([^\n]+)$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """One case: the file it stands in, its name, its blocks."""

    path: Path
    name: str
    blocks: dict[str, str]

    def document(self) -> Document:
        """The note as read; it begins in line 1 of `a.md`."""
        settings = tomllib.loads(self.blocks.get("settings", ""))
        settings["macros"] = tuple(settings.get("macros", {}).items())
        parsing = Parsing(**{key: tuple(v) if isinstance(v, list) else v for key, v in settings.items()})
        text = self.blocks["note"].removesuffix("\n")
        return markdown.read(Source("a.md", text, "0", "a.md"), text, 1, parsing)

    def found(self) -> dict[str, str]:
        """What comes out, for each block that says what is expected, and the problems if there are any."""
        document = self.document()
        wanted = [name for name in self.blocks if name in OUTPUTS]
        if document.diagnostics and "problems" not in wanted:
            wanted.append("problems")
        return {name: _block(OUTPUTS[name](document)) for name in wanted}


def _block(text: str) -> str:
    return text.rstrip("\n") + "\n" if text.strip() else ""


def sections(text: str) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of each case of a file; a heading within a block begins none."""
    found = [match for match in _HEADING.finditer(text) if match[1]]
    for match, following in zip(found, [*found[1:], None], strict=True):
        yield match[1], match.start(), following.start() if following else len(text)


def read(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    text = path.read_text(encoding="utf-8")
    for name, start, end in sections(text):
        yield Case(path, name, dict(_BLOCK.findall(text[start:end])))


def update(case: Case) -> None:
    """Rewrite what a case expects."""
    text = case.path.read_text(encoding="utf-8")
    start, end = next((start, end) for name, start, end in sections(text) if name == case.name)
    section = text[start:end]
    for name, found in case.found().items():
        block = f"~~~~ {name}\n{found}~~~~"
        pattern = re.compile(rf"^~~~~ {name}\n.*?^~~~~$", re.MULTILINE | re.DOTALL)
        if pattern.search(section):
            section = pattern.sub(lambda _, block=block: block, section)
        else:
            section = section.rstrip("\n") + f"\n{block}\n\n"
    case.path.write_text(text[:start] + section + text[end:], encoding="utf-8")


def hole(ref: Ref) -> str:
    """A hole as it is shown in a case."""
    target = ref.target + (f"#{ref.part}" if ref.part else "") + (f"|{ref.label}" if ref.label else "")
    more = [f"{name}={getattr(ref, name)}" for name in ("form", "locator", "size") if getattr(ref, name)]
    return "{" + ", ".join([f"{ref.kind} {target}", *more]) + "}"


def woven(parts: tuple[str | int, ...], refs: tuple[Ref, ...]) -> str:
    """HTML with its holes shown."""
    out = []
    for part in parts:
        out.append(part if isinstance(part, str) else "{/}" if part < 0 else hole(refs[part]))
    return "".join(out).replace("\ufdd3", "§")


def shown(line: Inline | None) -> str:
    """A line with its holes shown."""
    return "" if line is None else woven(line.parts, line.refs)


def _html(document: Document) -> str:
    said, body = markdown.prose(document)
    return woven(body.parts, said.refs)


def _problems(document: Document) -> str:
    return "\n".join(
        f"{found.code.value} {found.span.line}:{found.span.column} {found.message}"
        for found in document.diagnostics
        if found.span
    )


def _sentences(document: Document) -> str:
    return "\n".join(f"[{said.anchor}] {shown(said.line)}" for said in markdown.sentences(document))


def _excerpt(document: Document) -> str:
    line, cut = markdown.excerpt(document)
    return f"{shown(line)}\n{'there is more' if cut else 'that is all'}"


def _relations(document: Document) -> str:
    return "\n".join(
        f"{said.type} {hole(said.target)} {shown(said.reason)} {said.span.line}:{said.span.column}"
        for said in markdown.relations(document)
        if said.span
    )


def _outline(document: Document) -> str:
    pieces, bodies = markdown.pieces(document)
    known = {body.digest: body for body in bodies}
    out = []
    for piece in pieces:
        out.append(f"{piece.level} {shown(piece.title)} #{piece.anchor}")
        if piece.prose:
            out.append(woven(known[piece.prose.digest].parts, piece.prose.refs).rstrip("\n"))
    return "\n".join(out)


def _tags(document: Document) -> str:
    return "\n".join(f"{tag} {span.line}:{span.column}" for tag, span in document.tags)


def _blocks(document: Document) -> str:
    known, bodies = markdown.blocks(document)
    return "\n".join(
        f"{name} {woven(body.parts, said.refs)}".rstrip("\n") for (name, said), body in zip(known, bodies, strict=True)
    )


OUTPUTS: dict[str, Callable[[Document], str]] = {
    "html": _html,
    "problems": _problems,
    "sentences": _sentences,
    "excerpt": _excerpt,
    "relations": _relations,
    "outline": _outline,
    "tags": _tags,
    "blocks": _blocks,
}
