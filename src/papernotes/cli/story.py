"""papernotes story."""

from collections.abc import Iterator
from contextlib import closing

import click

from papernotes import graph, identifiers
from papernotes.cli import shared
from papernotes.formats import markdown, note
from papernotes.graph import Site
from papernotes.model.graph import Paper
from papernotes.model.problem import PapernotesError
from papernotes.model.written import Inline, Ref
from papernotes.text import nearest

_MOST_NAMES = 3  # authors in a byline


@click.command()
@click.option("--from", "first", required=True, metavar="PAPER", help="The paper to begin with: citekey, id or title.")
@click.option("--to", "last", required=True, metavar="PAPER", help="The paper to end with.")
def story(first: str, last: str) -> int:
    """Propose the lineage between two papers as a story.

    Prints a note of kind story with every paper on a way from the one to the other, the oldest first; redirect it
    into a file among your notes and go on from there.
    """
    from papernotes.project import load

    with shared.progress() as progress:
        project = load(shared.settings().config, progress=progress)
    with closing(project.cache):
        site = project.site
        ends = [_found(site, name) for name in (first, last)]
        papers = [found for url in graph.between(site, *map(_url, ends)) if (found := _at(site, url))]
        if not papers:
            names = " and ".join(f'"{_short(site, paper)}"' for paper in ends)
            hint = "say in a note what builds on what; `builds_on`, `extends` and `follows` make a lineage"
            raise PapernotesError(f"no lineage leads from one to the other of {names}", hint, code=1)
        click.echo(_written(site, papers), nl=False)
    return 0


def _url(paper: Paper) -> str:
    return graph.paper_url(paper.name)


def _at(site: Site, url: str) -> Paper | None:
    return graph.paper(site, graph.name_of(url))


def _short(site: Site, paper: Paper) -> str:
    card = graph.card(site, _url(paper))
    return card.short if card else paper.name


def _found(site: Site, name: str) -> Paper:
    """The paper that a citekey, id, title or the name of its note or page means; ends with exit 2 if there is none."""
    known = identifiers.recognise(name)
    wanted = name.strip().strip("[]").removeprefix("@")
    refs = [Ref("id", str(known))] if known else [Ref("note", wanted), Ref("title", wanted)]
    targets = (graph.resolve(site, ref, "") for ref in refs)
    found = next((_at(site, target.page) for target in targets if target.kind == "paper"), None)
    if paper := found or graph.paper(site, wanted):
        return paper
    names = graph.near(site, Ref("note", wanted)) or _titles_near(site, wanted)
    hint = graph.did_you_mean(names, "%s", "`papernotes list` shows the names of all papers")
    raise PapernotesError(f'no paper is called "{name}"', hint)


def _titles_near(site: Site, wanted: str) -> tuple[str, ...]:
    """The names of papers whose name or title, long or short, looks like a text."""
    papers = graph.papers(site)
    named = {known: each.name for each in papers for known in (_short(site, each), graph.title(each).text, each.name)}
    return tuple(dict.fromkeys(named[known] for known in nearest(wanted, named)))


def _written(site: Site, papers: list[Paper]) -> str:
    """A story as a note."""
    ends = [_short(site, papers[0]), _short(site, papers[-1])]
    title = f"From {ends[0]} to {ends[1]}" if len(papers) > 1 else ends[0]
    scenes = ("\n".join(_scene(site, paper)) for paper in papers)
    return f"---\n{note.write({'title': title, 'kind': 'story'})}---\n\n" + "\n".join(scenes)


def _scene(site: Site, paper: Paper) -> Iterator[str]:
    """A paper as an entry: heading, byline, what is known of it as a quotation."""
    yield f"## {_heading(site, paper)}"
    if byline := _byline(paper):
        yield byline
    yield ""
    if about := paper.fields.abstract or paper.fields.summary:
        yield f"> {_text(about)}"
        yield ""


def _heading(site: Site, paper: Paper) -> str:
    """A mention that leads to the paper, else a link to it, else its title."""
    names = [facts.path.rpartition("/")[2].rpartition(".")[0] for facts in paper.notes[:1]]
    for name in (*paper.keys, *names, *(f"@{key}" for key in paper.keys)):
        if not set(name) & set("[]|#^") and graph.resolve(site, Ref("note", name), "").url == _url(paper):
            return f"[[{name}]]"
    title = _text(graph.title(paper))
    address = next((identifiers.link(key) for key in paper.fields.ids if identifiers.link(key)), paper.fields.url)
    return f"[{title}]({address})" if address else title


def _byline(paper: Paper) -> str:
    """Who and when: "Ashish Vaswani, Noam Shazeer, Niki Parmar, et al. 2017"."""
    fields = paper.fields
    names = [author.full for author in fields.authors]
    shown, year = names[:_MOST_NAMES], fields.issued[:4]
    if len(names) > _MOST_NAMES or (fields.et_al and names):
        return markdown.escape(f"{', '.join(shown)}, et al. {year}".strip())
    last = (", and " if len(shown) > 2 else " and ").join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
    return markdown.escape(", ".join(filter(None, (last, year))))


def _text(line: Inline) -> str:
    """A line as Markdown, without its links."""
    return " ".join(markdown.write(graph.plain_html(line)).split())
