"""papernotes list."""

import json
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

import click

from papernotes import graph
from papernotes.cli import shared
from papernotes.graph import Site
from papernotes.model.graph import Paper
from papernotes.text import fold, nearest, plain_letters, slug

_SCHEMES = ("arxiv", "doi", "openreview", "acl", "dblp", "s2", "isbn", "pmid")
_PLAIN = ("url", "pdf", "code", "video", "slides", "data", "project", "poster")
_READING = ("status", "priority", "rating", "read_on", "added")
_YEARS = re.compile(r"(\d{4})?(-?)(\d{4})?")
Row = dict[str, Any]


@click.command()
@click.argument("query", nargs=-1, metavar="[QUERY]…")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array: an object per paper with all its fields.")
def papers(query: tuple[str, ...], as_json: bool) -> int:
    """List the papers, all or those that a query names.

    Words stand in the title or the name. topic:generalization, author:zhang, venue:neurips, year:2016-2020,
    status:read, has:code (or any other field, and has:note), in:library.bib (or any other file) narrow the list; a
    minus in front turns one round.
    """
    filters = [_filter(word) for words in query for word in words.split()]
    from papernotes.build import load

    with shared.progress() as progress:
        project = load(shared.settings().config, progress=progress)
    with closing(project.cache):
        site = project.site
        found = [(paper, row(paper)) for paper in graph.papers(site)]
        kept = [(paper, values) for paper, values in found if all(fits(values, paper) for fits in filters)]
        if as_json:
            everything = [values | connections(site, paper) for paper, values in kept]
            click.echo(json.dumps(everything, indent=1, ensure_ascii=False))
        else:
            click.echo("".join(f"{_line(values)}\n" for _, values in kept), nl=False)
    return 0


def row(paper: Paper) -> Row:
    """A paper as an object of `list --json`: the fields of SPEC 3.1, null or an empty list for what is not known."""
    fields = paper.fields
    ids = dict(key.split(":", 1) for key in reversed((*paper.ids, *fields.ids)))
    authors = [f"{author.given} {author.family}".strip() for author in fields.authors]
    values: Row = {
        "name": paper.name,
        "title": graph.title(paper).text,
        "short": fields.short,
        "authors": authors + (["et al."] if fields.et_al else []),
        "year": int(fields.issued[:4] or 0),
        "issued": fields.issued,
        "venue": fields.venue,
        "venue_year": fields.venue_year,
        "type": fields.type,
        **{scheme: ids.get(scheme) for scheme in _SCHEMES},
        **{name: getattr(fields, name) for name in _PLAIN},
        "links": [f"{link.label} <{link.url}>" for link in fields.links],
        "citekey": paper.keys[0] if paper.keys else "",
        **{name: line.text if (line := getattr(fields, name)) else "" for name in ("abstract", "summary", "why")},
        "topics": list(fields.topics),
        "keywords": list(fields.keywords),
        **{name: getattr(fields, name) for name in _READING},
        "pages": fields.pages,
        "page_reached": fields.page,
        "time": fields.time,
        "page": f"papers/{paper.name}.html",
        "note": paper.notes[0].shown if paper.notes else None,
    }
    told = {key: value if value or isinstance(value, list) else None for key, value in values.items()}
    return {**told, "highlight": fields.highlight, "skip": fields.skip}


def connections(site: Site, paper: Paper) -> Row:
    """How a paper hangs together with others: the relations said of it, by type, its lists, and its passages."""
    url = f"papers/{paper.name}.html"
    said: Row = {type: [] for type in graph.relation_types(site)}
    for edge in graph.edges(site, url):
        if edge.source == url and edge.type in said:
            said[edge.type].append(edge.target.removeprefix("papers/").removesuffix(".html"))
    lists = [name for note in paper.notes for name in note.note.lists]
    return {**said, "lists": lists, "passages": len(graph.passages(site, url))}


def _line(values: Row) -> str:
    """A paper in one line: name, year, authors, title, status."""
    authors = [name for name in values["authors"] if name != "et al."]
    names = ", ".join(name.rpartition(" ")[2] for name in authors[:2]) + (" …" if len(values["authors"]) > 2 else "")
    parts = [values["name"], str(values["year"] or "    "), names, values["title"], values["status"]]
    return "  ".join(part for part in parts if part)


def _filter(word: str) -> Callable[[Row, Paper], bool]:
    """What a word of the query asks of a paper; raises click.UsageError for a filter that does not exist."""
    if word.startswith("-") and len(word) > 1:
        fits = _filter(word[1:])
        return lambda values, paper: not fits(values, paper)
    key, colon, wanted = word.partition(":")
    if colon and key in _FILTERS:
        return lambda values, paper: _FILTERS[key](values, paper, wanted)
    if colon and wanted and (near := nearest(key, _FILTERS, n=1)):
        raise click.UsageError(f"No such filter: {key}. Did you mean {near[0]}:{wanted}?")
    return lambda values, _: plain_letters(word) in plain_letters(f"{values['title']} {values['name']}")


def _has_topic(values: Row, _: Paper, wanted: str) -> bool:
    path = "/".join(map(slug, wanted.split("/")))
    return any(f"/{path}/" in f"/{'/'.join(map(slug, topic.split('/')))}/" for topic in values["topics"])


def _has_author(values: Row, _: Paper, wanted: str) -> bool:
    return any(plain_letters(wanted) in plain_letters(name) for name in values["authors"])


def _has_venue(values: Row, _: Paper, wanted: str) -> bool:
    return plain_letters(wanted) in plain_letters(values["venue"] or "")


def _has_year(values: Row, _: Paper, wanted: str) -> bool:
    years = _YEARS.fullmatch(wanted)
    if not years or not (years[1] or years[3]):
        raise click.UsageError(f"year:{wanted} is no year: write year:2017, year:2016-2020, year:2016- or year:-2020")
    first, last = years[1] or "0", years[3] or ("9999" if years[2] else years[1])
    return values["year"] is not None and int(first) <= values["year"] <= int(last)


def _has_status(values: Row, _: Paper, wanted: str) -> bool:
    return fold(values["status"] or "") == fold(wanted)


def _has(values: Row, _: Paper, wanted: str) -> bool:
    if wanted not in values:
        raise click.UsageError(f"has:{wanted} names no field; there are {', '.join(values)}")
    return bool(values[wanted])


def _is_in(_: Row, paper: Paper, wanted: str) -> bool:
    places: Sequence[str] = [
        *(note.path for note in paper.notes),
        *(record.span.path for record in paper.records),
        *(placed.facts.path for placed in paper.entries),
    ]
    return any(f"/{fold(path)}".endswith((f"/{fold(wanted)}", f"/{fold(wanted)}.md")) for path in places)


_FILTERS: dict[str, Callable[[Row, Paper, str], bool]] = {
    "topic": _has_topic,
    "author": _has_author,
    "venue": _has_venue,
    "year": _has_year,
    "status": _has_status,
    "has": _has,
    "in": _is_in,
}
