"""Relations on lines of their own: `contradicts:: [[zhang2017rethinking]] - with real labels the order differs`."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct

from papernotes.fields.table import lookup, near, plain_key
from papernotes.markdown.positions import Env, report, whereabouts
from papernotes.markdown.prune import prune
from papernotes.markdown.render import Rule
from papernotes.model.problem import Code, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Ref

_KEY = re.compile(r"([A-Za-z][A-Za-z_ -]{0,40})::(?:[ \t]+|\Z)")
_BETWEEN = re.compile(r"(?:[\s,;&()\[\]]|and\b)*")
_DASH = re.compile(r"(?:[-–—:]+\s+|—)")


class Said(Struct, frozen=True):
    """A relation as it stands in the text: its type, what it leads to, the tokens of the reason, its place."""

    type: str
    target: Ref
    reason: list[Token]
    span: Span


def install(md: MarkdownIt) -> None:
    """Add the core rule, after mentions are known."""
    md.core.ruler.push("relations", relations)


def relations(state: StateCore) -> None:
    """Core rule: gather relations; their lines leave the text, but for those in a list that says other things too."""
    said: list[Said] = []
    whole: set[int] = set()
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and "::" in token.content and state.tokens[index - 1].type == "paragraph_open":
            found, rest = _read(state.env, token)
            said += found
            if found and not rest:
                whole.add(index)
            elif found and state.tokens[index - 1].level == 0:
                token.children = rest
    state.env["relations"] = said
    if whole:
        state.tokens = prune(state.tokens, _leaving(state.tokens, whole))


def _leaving(tokens: list[Token], whole: set[int]) -> set[int]:
    """The indexes of paragraphs that go: of those in lists, only where the whole list is made of such paragraphs."""
    drop: set[int] = set()
    start = -1
    for index, token in enumerate(tokens):
        if token.level == 0 and token.type.endswith("_list_open"):
            start = index
        elif token.level == 0 and token.type.endswith("_list_close"):
            inside = {place for place in range(start, index) if tokens[place].type == "inline"}
            if inside <= whole and all(t.type in _PLAIN for t in tokens[start:index]):
                drop |= {near for place in inside for near in (place - 1, place, place + 1)}
        elif token.level == 1 and index in whole:
            drop |= {index - 1, index, index + 1}
    return drop


_PLAIN = frozenset(
    f"{name}_{end}" for name in ("bullet_list", "ordered_list", "list_item", "paragraph") for end in ("open", "close")
) | {"inline"}


def _read(env: Env, block: Token) -> tuple[list[Said], list[Token]]:
    """The relations of a paragraph's lines, and the tokens of its other lines."""
    found: list[Said] = []
    rest: list[Token] = []
    for number, line in enumerate(_lines(block.children or [])):
        said = _relation(env, line, _line_span(env, block, number))
        found += said
        if not said:
            rest += [Token("softbreak", "br", 0), *line] if rest else line
    return found, rest


def _lines(children: list[Token]) -> Iterator[list[Token]]:
    start = 0
    for index, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak") and child.level == 0:
            yield children[start:index]
            start = index + 1
    yield children[start:]


def _relation(env: Env, line: list[Token], span: Span) -> list[Said]:
    """What a line says, one relation for each target; empty if it is no relation."""
    if not line or line[0].type != "text":
        return []
    match = _KEY.match(line[0].content)
    if not match:
        return []
    first = Token("text", "", 0, content=line[0].content[match.end() :])
    targets, reason = _split([first, *line[1:]])
    kind = relation_type(match[1], env["parsing"])
    if not kind or not targets:
        _doubt(env, match[1], bool(targets), span)
        return []
    return [Said(kind, target, reason, span) for target in targets]


def _doubt(env: Env, key: str, has_target: bool, span: Span) -> None:
    """Say what is wrong with a line that begins with `key::`: a relation that names nothing, or is misspelt."""
    if not has_target and relation_type(key, env["parsing"]):
        report(env, Code.RELATION_UNREADABLE, "this relation names nothing", span, f"write: {key}:: [[name]] - reason")
    meant = near(key, env["parsing"].relations)
    if has_target and relation_type(meant, env["parsing"]):
        report(env, Code.FIELD_UNKNOWN, f'unknown key "{key}"', span, f"did you mean `{meant}`?")


def relation_type(key: str, parsing: Parsing) -> str:
    """The relation that a key names, among those of the table and of the settings; "" if none."""
    field = lookup(key)
    if field and field.is_relation:
        return field.name
    return next((name for name in parsing.relations if plain_key(name) == plain_key(key)), "")


def _split(line: list[Token]) -> tuple[list[Ref], list[Token]]:
    """The mentions at the beginning of a line, and what follows a dash, or follows without one."""
    targets: list[Ref] = []
    link = False
    for index, child in enumerate(line):
        ref = child.meta.get("ref")
        if ref is not None and ref.kind in ("note", "cite", "id", "link") and child.type != "locator":
            targets.append(ref)
        link = (link or child.type == "link_open") and child.type != "link_close"
        if child.type == "text" and not link:
            between = _BETWEEN.match(child.content)
            tail = child.content[between.end() :] if between else child.content
            if tail:
                dash = _DASH.match(tail)
                said = tail[dash.end() :] if dash else tail
                return targets, _stripped([Token("text", "", 0, content=said), *line[index + 1 :]])
        elif ref is None and not link and child.type != "link_close":
            return targets, _stripped(line[index:])
    return targets, []


def _stripped(reason: list[Token]) -> list[Token]:
    return [] if all(token.type == "text" and not token.content.strip() for token in reason) else reason


def _line_span(env: Env, block: Token, number: int) -> Span:
    """The place of a line of a paragraph."""
    span = whereabouts(env, block)
    row = span.line - env.get("first", 1) + number
    column = next((column for line, column in block.meta["at"][1] if line == row), 0)
    return Span(span.path, span.line + number, column + 1)


RULES: dict[str, Rule] = {}
