"""What a mention leads to, found out when the page it stands on is planned."""

from msgspec import structs

from papernotes.graph.addresses import address, note_urls, paper_name
from papernotes.graph.claims import claims, key_of
from papernotes.graph.files import file_target
from papernotes.graph.hierarchy import hierarchy, topic_path, topic_url
from papernotes.graph.identity import Group, group_by_key, group_by_title, group_of, is_named
from papernotes.graph.mentions import spellings
from papernotes.graph.merging import citekeys
from papernotes.graph.names import Found, find, linked
from papernotes.graph.site import Site, note, note_of, once
from papernotes.graph.topics import topic_title
from papernotes.model.graph import Target
from papernotes.model.written import Ref
from papernotes.text import fold, slug, title_key

NOTHING = Target("none")
HIDDEN = Target("hidden")
TAG = "topic:"
"""Stands before the topic in the address of a tag in the text."""


def resolve(site: Site, ref: Ref, path: str) -> Target:
    """What a mention in the note at `path` leads to: a paper, a note, a file, nothing, or what is not published."""
    if ref.kind == "query":
        return NOTHING
    if not ref.target and ref.kind in ("note", "link", "embed"):
        target = _node(site, path)
    else:
        base = path if ref.kind in ("link", "image") else ""
        target = _resolve(site, ref.kind, ref.target, ref.form == "bare", base)
        if target.kind == "none" and ref.kind in ("note", "embed"):
            target = file_target(site, ref.target, path)
    if not ref.part or target.kind not in ("paper", "note"):
        return target
    found = anchor(site, target.path, ref.part)
    return structs.replace(target, url=f"{target.url.partition('#')[0]}#{found}") if found else target


@once
def _resolve(site: Site, kind: str, target: str, bare: bool, path: str) -> Target:
    """`resolve` without the part behind `#`."""
    if kind == "link" and target.startswith(TAG):
        return _of_topic(site, target.removeprefix(TAG))
    if kind == "link":
        return _of_notes(site, linked(site, target, path)) or file_target(site, target, path)
    if kind == "image":
        return file_target(site, target, path)
    if kind == "title":
        return _of_title(site, target)
    ref = Ref("cite" if kind == "cite" else "id" if kind == "id" else "note", target)
    key = key_of(ref)
    if kind in ("cite", "id"):
        return NOTHING if bare and not is_known(site, target, key) else _of_group(site, group_by_key(site, key))
    return _of_wikilink(site, target, key)


def _of_wikilink(site: Site, target: str, key: str) -> Target:
    """By name of a note, citekey of a paper, title of a paper; `[[@key]]` is always a paper unless it is hidden."""
    if key and key in claims(site).by_key:
        return _of_group(site, group_by_key(site, key))
    found = find(site, target)
    if not found.notes and key:
        found = find(site, key[1:])
    if reached := _of_notes(site, found):
        return reached
    if key:
        return _of_group(site, group_by_key(site, key))
    key = "@" + fold(target)
    if key in claims(site).by_key or key in spellings(site):
        return _of_group(site, group_by_key(site, key))
    return _of_title(site, target) if target.count(" ") > 1 else NOTHING


def _of_topic(site: Site, written: str) -> Target:
    """The page of a topic; a tag that is none leads nowhere."""
    path = topic_path(site, written)
    about = hierarchy(site).notes.get(path)
    found = Target("note", topic_url(path), about.path if about else "")
    return found if topic_title(site, written) else NOTHING


def _of_title(site: Site, target: str) -> Target:
    group = group_by_title(site, title_key(target))
    return _of_group(site, group) if group else NOTHING


def _of_notes(site: Site, found: Found) -> Target | None:
    """The first of the notes found."""
    if found.hidden:
        return HIDDEN
    return _node(site, found.notes[0].path) if found.notes else None


def is_known(site: Site, target: str, key: str) -> bool:
    """Whether a bare `@word` is a citekey, spelled so: of a claim, or cited in brackets elsewhere."""
    holders = claims(site).by_key.get(key)
    return target in citekeys(holders) if holders else key in spellings(site)


def _of_group(site: Site, group: Group) -> Target:
    if not is_named(site, group):
        return NOTHING
    name = paper_name(site, group)
    return Target("paper", f"papers/{name}.html", group.notes[0].path if group.notes else "")


def _node(site: Site, path: str) -> Target:
    """The page of the note at a path; one that is not the first on its paper's page at its own place there."""
    url = address(site, path)
    if not url:
        return NOTHING
    if path in note_urls(site):
        return Target("note", url, path)
    place = prefix_of(site, path).removesuffix("-")
    return Target("paper", f"{url}#{place}" if place else url, path)


@once
def prefix_of(site: Site, path: str) -> str:
    """What stands before the ids of the note at a path: nothing but for the further notes on one paper."""
    holders = claims(site).by_key.get(f"note:{path}", ())
    notes = group_of(site, holders[0]).notes if holders else ()
    number = next((number for number, facts in enumerate(notes, 1) if facts.path == path), 1)
    return f"{prefix(number)}-" if number > 1 else ""


def prefix(number: int) -> str:
    """The id of the n-th note on a paper's page; the ids in it begin with this and a hyphen."""
    return f"note-{number}"


def anchor(site: Site, path: str, part: str) -> str | None:
    """The id of a heading or `^block` in the note at a path; "" for its title, None where there is no such thing."""
    facts = note(site, path)
    if facts is None:
        return None
    if part.startswith("^"):
        found = part[1:] if part[1:] in anchors(site, path) else None
    else:
        last = part.rpartition("#")[2]
        known = anchors(site, path)
        found = "" if squeezed(last) == squeezed(facts.title.text) else known.get(slug(last), known.get(squeezed(last)))
    return f"{prefix_of(site, path)}{found}" if found else found


@once
def anchors(site: Site, path: str) -> dict[str, str]:
    """The ids in a note, by themselves and by the slugs of their headings."""
    facts = note_of(site, path)
    known = {name: name for name in (*facts.anchors, *(name for name, _ in facts.blocks))}
    known.update((sentence.anchor, sentence.anchor) for sentence in facts.sentences if sentence.anchor)
    titled = [(piece.anchor, piece.title) for piece in facts.pieces]
    titled += [(entry.anchor, entry.title or entry.fields.title) for entry in facts.entries]
    for name, title in titled:
        if name:
            known.setdefault(name, name)
            known.setdefault(slug(title.text) if title else name, name)
            known.setdefault(squeezed(title.text) if title else name, name)
    return known


def squeezed(text: str) -> str:
    """Letters and digits alone: what is common to the ways in which programs make an id of a heading."""
    return title_key(text.replace("&", " ")).replace(" ", "")


def headings(site: Site, path: str) -> tuple[str, ...]:
    """The headings and blocks of the note at a path, as a link writes them."""
    facts = note_of(site, path)
    titles = (piece.title.text for piece in facts.pieces if piece.title)
    return (*titles, *(f"^{name}" for name, _ in facts.blocks))
