"""Where papers and notes stand in the site: one name each, whoever else asks for it."""

from collections.abc import Iterator
from itertools import chain

from papernotes.graph.claims import NOTE, Claim, claims, web, years
from papernotes.graph.hierarchy import hierarchy, topic_url
from papernotes.graph.identity import Group, group_by_key, group_of, is_named
from papernotes.graph.mentions import mentioned
from papernotes.graph.merging import citekeys, ids
from papernotes.graph.names import home, is_paper, name_of, place
from papernotes.graph.site import Site, once
from papernotes.model.written import Facts
from papernotes.text import slug

FOLDERS = {
    "note": "notes/",
    "list": "lists/",
    "story": "stories/",
    "digest": "digests/",
    "catalogue": "catalogues/",
    "author": "authors/",
    "venue": "venues/",
    "page": "",
}
"""Where the pages of each kind of note stand; papers and topics have rules of their own."""

TAKEN = frozenset({"index"})
_DEEPEST = 4  # folders in front of a name
PAGES = frozenset("index reading map debates questions quotes gaps search 404".split())
"""Names that pages of the site have, in every folder and at the root."""
FILES = frozenset(
    "feed.xml sitemap.xml robots.txt llms.txt papers.bib papers.ris papers.json graph.json _redirects".split()
)
"""Files at the root of the site, so there is no folder of that name."""


def plain_slug(name: str) -> str:
    """`text.slug`, quicker for names that are one already, as most citekeys are."""
    return (
        name
        if len(name) < 60 and len(name) > 4 and name.isalnum() and name.isascii() and name.islower()
        else slug(name)
    )


def title_name(claim: Claim) -> str:
    """The name of a paper that has neither key nor id: its title and year, else its URL; "" without either."""
    said = claim.fields
    if not claim.words:
        return slug(web(said.url)) if said.url else ""
    name = f"{claim.words} {min(years(claim), default='')}".strip()
    return name.replace(" ", "-") if name.isascii() and 8 < len(name) < 80 else slug(name)


def wanted_names(group: Group) -> Iterator[str]:
    """The names of a paper, the one it would have first: slug, citekey, .bib keys, ids by strength, title and year."""
    if group.key:
        yield plain_slug(group.key.removeprefix("@"))
        return
    yield from (plain_slug(facts.note.slug) for facts in group.notes if facts.note.slug)
    for claim in group.claims:
        if claim.source == NOTE and claim.facts:
            yield plain_slug(claim.citekeys[0])
            yield plain_slug(name_of(claim.facts))
    yield from map(plain_slug, citekeys(group.claims))
    yield from map(slug, ids(group.claims))
    yield from filter(None, map(title_name, group.claims))


@once
def first_name(site: Site, group: Group) -> str:
    """The name that a paper asks for."""
    return next(wanted_names(group), "")


@once
def _asking(site: Site) -> dict[str, list[Claim | str]]:
    """Claims, and keys that are only mentioned, by each name under which they may ask for a page."""
    found: dict[str, list[Claim | str]] = {}
    known = claims(site)
    for claim in known.all:
        for name in _asked(claim):
            found.setdefault(name, []).append(claim)
    for key in mentioned(site):
        if key not in known.by_key:
            found.setdefault(plain_slug(key.removeprefix("@")), []).append(key)
    return found


def _asked(claim: Claim) -> Iterator[str]:
    """The names that a claim may give its paper's page."""
    if claim.record:
        yield plain_slug(claim.record.key)
    elif claim.source == NOTE and claim.facts:
        yield plain_slug(claim.facts.note.slug or claim.citekeys[0])
    elif claim.keys:
        names = [*map(plain_slug, claim.citekeys), *map(slug, ids([claim]))]
        yield from dict.fromkeys(names or [title_name(claim)])


def _asker(site: Site, asked: Claim | str) -> Group:
    return group_by_key(site, asked) if isinstance(asked, str) else group_of(site, asked)


@once
def _given(site: Site, name: str) -> dict[Group, str]:
    """The names given to the papers that ask for one name: the first gets it."""
    askers = (_asker(site, asked) for asked in _asking(site).get(name, ()))
    papers = dict.fromkeys(group for group in askers if is_named(site, group) and first_name(site, group) == name)
    given: dict[Group, str] = {}
    taken = set(TAKEN)
    for group in papers:
        names = (each for each in chain((name,), longer(group, name)) if each not in taken)
        chosen = next((each for each in names if each == name or _is_free(site, each, group)), "")
        chosen = chosen or next(each for n in range(2, len(taken) + 3) if (each := f"{name}-{n}") not in taken)
        taken.add(chosen)
        given[group] = chosen
    return given


def longer(group: Group, name: str) -> Iterator[str]:
    """The names of a paper that cannot have its first one: with folders in front, then its other names."""
    for facts in group.notes:
        yield from with_folders(facts, name)
    yield from (other for other in wanted_names(group) if other != name)


def with_folders(facts: Facts, name: str) -> Iterator[str]:
    """A name with the note's folder and a hyphen in front, then with the folder above that too."""
    folders = place(facts.path).split("/")[:-1]
    for folder in reversed(folders[-_DEEPEST:]):
        name = slug(f"{folder}-{name}")
        yield name


def _is_free(site: Site, name: str, group: Group) -> bool:
    """Whether no other paper asks for a name."""
    return all(_asker(site, asked) is group for asked in _asking(site).get(name, ()))


def paper_name(site: Site, group: Group) -> str:
    """The name of a paper's page."""
    name = first_name(site, group)
    return _given(site, name).get(group, name)


def paper_named(site: Site, name: str) -> Group | None:
    """The paper whose page has a name that it, or another of that name, asked for."""
    return next((group for group, given in _given(site, name).items() if given == name), None)


@once
def note_urls(site: Site) -> dict[str, str]:
    """The address of each note that is not about a paper, by its path."""
    urls: dict[str, str] = {}
    taken: set[str] = set()
    topics = {facts.path: topic_url(path) for path, facts in hierarchy(site).notes.items()}
    for facts in site.notes:
        if not is_paper(site, facts):
            url = "index.html" if facts is home(site) else topics.get(facts.path) or _note_url(facts, taken)
            taken.add(url)
            urls[facts.path] = url
    return urls


def _note_url(facts: Facts, taken: set[str]) -> str:
    """The first address of a note that is not taken."""
    folder = FOLDERS.get(facts.kind, "topics/")
    name = first_note_name(facts)
    reserved = TAKEN if folder else PAGES
    for each in (name, *with_folders(facts, name)):
        if each not in reserved and f"{folder}{each}.html" not in taken:
            return f"{folder}{each}.html"
    numbers = (f"{folder}{name}-{number}.html" for number in range(2, len(taken) + 3))
    return next(url for url in numbers if url not in taken)


def first_note_name(facts: Facts) -> str:
    """The name that a note which is not about a paper asks for."""
    return plain_slug(facts.note.slug or name_of(facts))


@once
def address(site: Site, path: str) -> str:
    """The address of the page of the note at a path, "" where there is none."""
    if url := note_urls(site).get(path):
        return url
    holders = claims(site).by_key.get(f"note:{path}", ())
    return f"papers/{paper_name(site, group_of(site, holders[0]))}.html" if holders else ""


def page_name(url: str) -> str:
    """The name in a page's address: "papers/x.html#a" is "x"."""
    return url.partition("#")[0].rpartition("/")[2].removesuffix(".html")


def paper_url(name: str) -> str:
    """The address of a paper's page."""
    return f"papers/{name}.html"


@once
def _notes_at(site: Site) -> dict[str, Facts]:
    urls = note_urls(site)
    return {urls[facts.path]: facts for facts in reversed(site.notes) if facts.path in urls}


def note_at(site: Site, url: str) -> Facts | None:
    """The note, on something else than a paper, whose page or further page (`x.2.html`) is at an address."""
    return _notes_at(site).get(url) or _notes_at(site).get(first_page(url))


def first_page(url: str) -> str:
    """The address of a page that goes on at `x.2.html`."""
    base, dot, number = url.removesuffix(".html").rpartition(".")
    return f"{base}.html" if dot and number.isdigit() else url
