"""Names and addresses that two notes want, that no file of the site may have, and embeds that never end."""

import re
from collections.abc import Iterator

from papernotes.graph.addresses import FOLDERS, address, first_name, first_note_name, note_at, paper_name
from papernotes.graph.hierarchy import hierarchy
from papernotes.graph.names import home, is_paper
from papernotes.graph.papers import groups
from papernotes.graph.redirects import all_redirects
from papernotes.graph.registers import named
from papernotes.graph.resolve import resolve
from papernotes.graph.site import Site
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.written import Facts, Ref
from papernotes.text import slug, title_key

DEEPEST = 5
"""How many notes may be embedded in each other."""

Embeds = dict[str, tuple[tuple[str, Ref], ...]]
"""The notes that each note embeds, by path."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/#%]|^\.|\.$')


def clashes(site: Site) -> Iterator[Diagnostic]:
    """Everything that is wrong with names, addresses and embeds."""
    for group in groups(site):
        asked, given = first_name(site, group), paper_name(site, group)
        if asked != given:
            notes = group.notes
            span = notes[0].span if notes else group.claims[0].span if group.claims else None
            yield _clash(f"papers/{asked}.html", f"papers/{given}.html", span)
    topics = {facts.path for facts in hierarchy(site).notes.values()}
    for facts in site.notes:
        yield from _slug(facts)
        if is_paper(site, facts) or facts is home(site) or facts.path in topics:
            continue
        asked, given = f"{FOLDERS.get(facts.kind, 'topics/')}{first_note_name(facts)}.html", address(site, facts.path)
        if asked != given or facts.kind == "topic":
            yield _clash(asked, given, facts.span)
    yield from _given_way(site)
    for facts, alias, taken in all_redirects(site).refused:
        yield _alias(facts, alias, taken)
    yield from _embeds(site)


def _clash(asked: str, given: str, span: Span | None, page: str = "this page") -> Diagnostic:
    hint = "give it a slug of its own, or another file name"
    return Diagnostic(Code.NAME_CLASH, f"{asked} is taken; {page} is {given}", span, hint)


def _given_way(site: Site) -> Iterator[Diagnostic]:
    """People and venues without a note whose address is the slug of a note on another one."""
    for folder in ("authors", "venues"):
        for each in named(site, folder):
            asked = f"{folder}/{slug(title_key(each.name))}.html"
            holder = note_at(site, asked) if each.url not in ("", asked) and each.note is None else None
            if holder:
                yield _clash(asked, each.url, holder.span, f"the page of {each.name}")


def _slug(facts: Facts) -> Iterator[Diagnostic]:
    given = facts.note.slug
    unsafe = _UNSAFE.search(given) if facts.kind != "topic" else _UNSAFE.search(given.replace("/", ""))
    if given and (unsafe or (slug(given).startswith("x-") and not given.lower().startswith("x-"))):
        hint = f"letters, digits and hyphens are safe: slug: {slug(given)}"
        message = f'the slug "{given}" cannot be an address; {slug(given)} was taken'
        yield Diagnostic(Code.ADDRESS_UNSAFE, message, facts.span, hint)


def _alias(facts: Facts, alias: str, taken: str) -> Diagnostic:
    if taken:
        message = f'the alias "{alias}" is the address of {taken}; it was left out'
        return Diagnostic(Code.ADDRESS_CLASH, message, facts.span, "take it out, or give the other page another name")
    message = f'the alias "{alias}" cannot be an address; it was left out'
    hint = "an old address is a path below the site, without dots in front of a name or signs that file systems forbid"
    return Diagnostic(Code.ADDRESS_UNSAFE, message, facts.span, hint)


def _embeds(site: Site) -> Iterator[Diagnostic]:
    """Embeds that lead back to a note they stand in, or go more than five deep; each note is gone through once."""
    embedded = {facts.path: _embedded(site, facts) for facts in site.notes}
    depth: dict[str, int] = {}
    for start in embedded:
        if embedded[start] and start not in depth:
            yield from _descend(start, embedded, depth)


def _embedded(site: Site, facts: Facts) -> tuple[tuple[str, Ref], ...]:
    """The notes that a note embeds."""
    refs = [ref for piece in facts.pieces if piece.prose for ref in piece.prose.refs if ref.kind == "embed"]
    refs += [ref for entry in facts.entries if entry.prose for ref in entry.prose.refs if ref.kind == "embed"]
    return tuple(
        (target.path, ref) for ref in refs if (target := resolve(site, ref, facts.path)).kind in ("paper", "note")
    )


def _descend(start: str, embedded: Embeds, depth: dict[str, int]) -> Iterator[Diagnostic]:
    """Go down from a note, with a stack of our own; `depth` is how deep the embeds of the notes gone through go."""
    trail = {start: (iter(embedded[start]), Ref("embed", start))}
    depth[start] = 0
    while trail:
        path = next(reversed(trail))
        inner, ref = next(trail[path][0], ("", None))
        if ref is None:
            _, ref = trail.pop(path)
            inner, path = path, next(reversed(trail), "")
        elif inner in trail:
            message = f"{path} embeds {inner}, in which it stands itself" if inner != path else f"{path} embeds itself"
            yield Diagnostic(Code.EMBED_CYCLE, message, ref.span, "a link is shown instead")
            continue
        elif inner not in depth and embedded.get(inner):
            trail[inner] = iter(embedded[inner]), ref
            depth[inner] = 0
            continue
        if path and depth[path] < depth.get(inner, 0) + 1:
            depth[path] = depth.get(inner, 0) + 1
            if depth[path] == DEEPEST + 1:
                message = f"notes embedded more than {DEEPEST} deep"
                yield Diagnostic(Code.EMBED_CYCLE, message, ref.span, "a link is shown at that depth")
