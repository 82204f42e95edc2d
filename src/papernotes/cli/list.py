"""papernotes list."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import click

from papernotes import graph
from papernotes.cli import shared
from papernotes.cli.queried import Queried
from papernotes.formats.text import first_ids
from papernotes.graph import Site
from papernotes.model.graph import Group, Paper

_SCHEMES = ("arxiv", "doi", "openreview", "acl", "dblp", "s2", "isbn", "pmid")
_PLAIN = ("url", "pdf", "code", "video", "slides", "data", "project", "poster")
_READING = ("status", "priority", "rating", "read_on", "added")
_ONE_VALUE = re.compile(r'(-?(?:[^\W\d][\w-]*:)?)([^:"“”„]*)')
Row = dict[str, Any]


@click.command(cls=Queried)
@click.argument("query", nargs=-1, metavar="[QUERY]…")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array: an object per paper with all its fields.")
def papers(query: tuple[str, ...], as_json: bool) -> int:
    """List the papers, all or those that a query names.

    Words stand in the title or the name; topic:generalization, author:zhang, venue:neurips, year:2016-2020,
    status:read, has:code, in:library.bib and others narrow the list; a minus in front turns one round. sort:-year,
    group:venue and limit:20 arrange it. All terms: docs/queries.md. The same words stand in notes.
    """
    text = " ".join(map(as_written, query))
    from papernotes.project import load

    with shared.progress() as progress:
        project = load(shared.settings().config, progress=progress)
    with closing(project.cache):
        site = project.site
        groups = _found(site, text) if text.strip() else (Group(tuple(map(_page, graph.papers(site)))),)
        if as_json:
            urls = dict.fromkeys(url for group in groups for url in group.papers)
            everything = [row(paper) | connections(site, paper) for url in urls if (paper := _paper(site, url))]
            click.echo(json.dumps(everything, indent=1, ensure_ascii=False))
        else:
            click.echo("".join(line for group in groups for line in _lines(site, group)), nl=False)
    return 0


def as_written(argument: str) -> str:
    """An argument as it stands in a query: one with blanks, whose quotes the shell took, is a phrase or one value."""
    value = _ONE_VALUE.fullmatch(argument)
    return f'{value[1]}"{value[2]}"' if value and " " in value[2].strip() else argument


def _found(site: Site, text: str) -> tuple[Group, ...]:
    """What a query finds; raises click.UsageError for one with a mistake, and says which names do not exist."""
    if problems := graph.parsed(site, text).problems:
        raise click.UsageError("\n".join(f"{problem.message}; {problem.hint}" for problem in problems))
    for problem in graph.missing(site, text):
        click.echo(f"{problem.message}; {problem.hint}", err=True)
    return graph.select(site, text)


def _page(paper: Paper) -> str:
    return graph.paper_url(paper.name)


def _paper(site: Site, url: str) -> Paper | None:
    return graph.paper(site, graph.name_of(url))


def _lines(site: Site, group: Group) -> Iterator[str]:
    """A group: what its papers have in common, and a line for each."""
    if group.by:
        yield f"{group.title or group.key or 'other'}\n"
    found = (_paper(site, url) for url in group.papers)
    yield from (f"{'  ' * bool(group.by)}{_line(row(paper))}\n" for paper in found if paper)


def row(paper: Paper) -> Row:
    """A paper as an object of `list --json`: the fields of notes, null or an empty list for what is not known."""
    fields = paper.fields
    ids = first_ids(fields.ids)
    authors = [author.full for author in fields.authors]
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
