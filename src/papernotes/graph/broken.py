"""Links and mentions that lead nowhere, or not where one thinks."""

from collections.abc import Iterable, Iterator

from papernotes.graph.asked import span_of
from papernotes.graph.claims import ENTRY, key_of
from papernotes.graph.files import addresses_in, file_at, is_local
from papernotes.graph.identity import group_by_key
from papernotes.graph.mentions import all_refs
from papernotes.graph.names import Found, find, linked
from papernotes.graph.near import did_you_mean, is_note, near
from papernotes.graph.resolve import TAG, anchor, headings, resolve
from papernotes.graph.site import Site
from papernotes.model.graph import Target
from papernotes.model.problem import Code, Diagnostic
from papernotes.model.written import Facts, Ref, Relation
from papernotes.text import nearest

_SHOWN = 3  # candidates that a message names


def broken(site: Site, notes: Iterable[Facts]) -> Iterator[Diagnostic]:
    """What is wrong with the mentions, links, images and files of notes."""
    for facts in notes:
        stated = {relation.target.span for relation in facts.relations}
        for relation in facts.relations:
            yield from _relation(site, facts, relation)
        for ref in all_refs(facts):
            target = resolve(site, ref, facts.path)
            if target.kind != "none":
                yield from _doubtful(site, facts, ref, target)
            if ref.span is None or ref.span not in stated:
                yield from _citation(site, facts, ref)
                yield from _missing(site, facts, ref) if target.kind == "none" else ()
        yield from _files(site, facts)


def _relation(site: Site, facts: Facts, relation: Relation) -> Iterator[Diagnostic]:
    """A relation to nothing; one to a citekey that nothing defines has a stub, but is likely a slip."""
    ref = relation.target
    if resolve(site, ref, facts.path).kind in ("none", "file") or _is_undefined(site, ref):
        message = f'{relation.type}: nothing is called "{ref.target or ref.label}"'
        hint = did_you_mean(near(site, ref), "[[%s]]", "write a note or .bib entry of that name, or an id")
        yield _at(facts, ref, Code.RELATION_MISSING, message, hint)


def _citation(site: Site, facts: Facts, ref: Ref) -> Iterator[Diagnostic]:
    """A citation of a key that only citations know."""
    if ref.form != "bare" and _is_undefined(site, ref):
        key = ref.target.removeprefix("@")
        hint = did_you_mean(near(site, Ref("cite", key)), "@%s", "write a note or .bib entry of that key")
        yield _at(facts, ref, Code.CITE_MISSING, f"no note or .bib entry has the key {key}", hint)


def _missing(site: Site, facts: Facts, ref: Ref) -> Iterator[Diagnostic]:
    """A link or image that leads nowhere."""
    names = near(site, ref)
    if ref.kind == "link" and ref.target.startswith(TAG):
        return
    if ref.kind == "image" or (ref.kind == "link" and not is_note(ref)):
        hint = did_you_mean(names, "%s", "paths count from the note's folder")
        yield _at(facts, ref, Code.FILE_MISSING, f"there is no file {ref.target}", hint)
    elif ref.kind in ("note", "link", "embed"):
        code = Code.LINK_MISSING if names or ref.kind == "link" else Code.WANTED
        hint = did_you_mean(names, "[[%s]]", "write the note, or correct the name")
        yield _at(facts, ref, code, f'no note called "{ref.target}"', hint)


def _files(site: Site, facts: Facts) -> Iterator[Diagnostic]:
    """Fields that name a file which is not there."""
    for said, entry in ((facts.paper, None), *((entry.fields, entry) for entry in facts.entries)):
        for field, address in addresses_in(said):
            if is_local(address) and file_at(site, address, facts.path) is None:
                span = entry.span if entry else span_of(facts, field)
                hint = "paths count from the note's folder; a URL begins with https://"
                yield Diagnostic(Code.FILE_MISSING, f"there is no file {address}", span, hint)


def _is_undefined(site: Site, ref: Ref) -> bool:
    """Whether a mention is of a citekey (no id) that no note, record or entry defines, and of no hidden note."""
    key = key_of(ref)
    if not key.startswith("@") or resolve(site, ref, "").kind != "paper":
        return False
    claims = group_by_key(site, key).claims
    return not any(claim.source != ENTRY or claim.fields.citekey for claim in claims)


def _doubtful(site: Site, facts: Facts, ref: Ref, target: Target) -> Iterator[Diagnostic]:
    """A link that leads somewhere: to one of several, to what is hidden, to a heading that is not there."""
    if target.kind == "hidden" and not file_at(site, ref.target, facts.path):
        message = f'"{ref.target}" is not published; only the words are shown'
        yield _at(facts, ref, Code.LINK_HIDDEN, message, "publish it, or take the link out")
    if ref.target and ref.kind in ("note", "embed", "link"):
        found = linked(site, ref.target, facts.path) if ref.kind == "link" else find(site, ref.target)
        yield from _ambiguous(facts, ref, found)
    if ref.part and target.path and target.kind in ("paper", "note") and anchor(site, target.path, ref.part) is None:
        what = "block" if ref.part.startswith("^") else "heading"
        message = f'there is no {what} "{ref.part.lstrip("^")}" in {target.path}'
        names = nearest(ref.part, headings(site, target.path))
        hint = did_you_mean(names, "#%s", f"write the {what} as it stands there")
        yield _at(facts, ref, Code.HEADING_MISSING, message, hint)


def _ambiguous(facts: Facts, ref: Ref, found: Found) -> Iterator[Diagnostic]:
    if len(found.notes) > 1 and not found.hidden:
        paths = [note.path for note in found.notes]
        more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
        message = f'{len(paths)} notes answer to "{ref.target}": {", ".join(paths[:_SHOWN])}{more}'
        hint = f"{paths[0]} was taken; write [[{paths[0].removesuffix('.md')}]] to be clear"
        yield _at(facts, ref, Code.LINK_AMBIGUOUS, message, hint)


def _at(facts: Facts, ref: Ref, code: Code, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(code, message, ref.span or facts.span, hint)
