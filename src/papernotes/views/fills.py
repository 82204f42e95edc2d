"""Holes filled: what each mention in a note becomes on a page."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import escape, unescape
from typing import NamedTuple

from papernotes import graph, identifiers
from papernotes.graph import Site
from papernotes.model.graph import Card, Paper, Target
from papernotes.model.page import Fill, Found, Heading, Html, Line, Results, Woven
from papernotes.model.written import Facts, Inline, PaperFields, Piece, Prose, Ref
from papernotes.text import fold

DEEPEST_EMBED = 5
MOST_RESULTS = 500
_MATH = re.compile(r"<math\b[^>]*? alttext=\"([^\"]*)\"[^>]*>.*?</math>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


class Cited(NamedTuple):
    """How a paper is cited on a page: whom, and by what mark: "2017a", or if not dated "3" or "VSP+17"."""

    who: str
    mark: str
    dated: bool = True


Labels = Mapping[str, Cited]
NO_LABELS: Labels = {}


def line(site: Site, inline: Inline, path: str, labels: Labels = NO_LABELS) -> Line:
    """A line of prose written in the note at `path`, its holes filled."""
    return Line(inline.parts, tuple(fill(site, ref, path, labels) for ref in inline.refs))


def words(shown: Line, formula: Callable[[str], str] = str) -> str:
    """A line in plain words, citations and names as its page shows them, formulas as what `formula` makes of TeX."""
    parts = (part if isinstance(part, str) else shown.fills[part].label if part >= 0 else "" for part in shown.parts)
    read = _MATH.sub(lambda math: escape(formula(unescape(math[1]))), "".join(parts))
    return unescape(_TAG.sub("", read))


def woven(site: Site, prose: Prose, path: str, prefix: str = "", labels: Labels = NO_LABELS, place: str = "") -> Woven:
    """A body written in the note at `path`, its holes filled; `prefix` keeps its ids apart on a shared page.

    `place` tells it from the other bodies of its note, so that the ids of what they embed are kept apart too.
    """
    fills = (fill(site, ref, path, labels, f"{prefix}{place}{index}-") for index, ref in enumerate(prose.refs))
    return Woven(site.renewed.get(prose.digest, prose.digest), tuple(fills), prefix)


def fill(
    site: Site, ref: Ref, path: str, labels: Labels = NO_LABELS, prefix: str = "", inside: tuple[str, ...] = ()
) -> Fill:
    """What a mention in the note at `path` becomes; `inside` are the notes embedded around it."""
    if ref.kind == "query":
        return Fill("query", results=results(site, ref.target))
    target = graph.resolve(site, ref, path)
    if ref.kind == "embed" and target.kind in ("paper", "note"):
        return _embed(site, ref, target, labels, prefix, inside or (path,))
    if ref.kind == "image":
        return _image(ref, target)
    if ref.locator and ref.paired:
        return _page(site, ref, target)
    if target.kind in ("none", "hidden"):
        return _lost(site, ref, path, target)
    label = Html("") if ref.paired else _label(site, ref, target, labels)
    if not ref.paired and target.url == graph.address(site, path):
        return Fill("text", label=label)
    return Fill("link", graph.stands_at(site, target.url), label, paired=ref.paired, paper=target.kind == "paper")


def results(site: Site, query: str) -> Results:
    """What a query finds, as many papers as a page may show."""
    groups: list[Found] = []
    left = MOST_RESULTS
    found = graph.select(site, query)
    for group in found:
        cards = (graph.card(site, url) for url in group.papers[:left])
        shown = tuple(card for card in cards if card)
        left -= len(shown)
        groups += [Found(shown, group.by, group.key, group.title, group.url)] if shown else []
    more = sum(len(group.papers) for group in found) - sum(len(group.cards) for group in groups)
    return Results(query, tuple(groups), more, not graph.is_readable(site, query))


def _page(site: Site, ref: Ref, target: Target) -> Fill:
    """A page of a cited paper: a link into its pdf, if one is known."""
    paper = graph.paper(site, graph.name_of(target.url)) if target.kind == "paper" else None
    pdf = pdf_of(paper.fields) if paper else ""
    return Fill("link", f"{pdf}#page={ref.locator}", paired=True) if pdf else Fill("text", paired=True)


def pdf_of(fields: PaperFields) -> str:
    """The address of a paper's pdf: its own, else that of its arXiv, OpenReview or ACL id; "" if there is none.

    Many a link called "pdf" leads to an abstract on arXiv.
    """
    own = identifiers.recognise(fields.pdf) if "/abs/" in fields.pdf else None
    known = next((pdf for key in fields.ids if (pdf := identifiers.pdf(key))), "")
    return identifiers.pdf(str(own)) if own else fields.pdf or known


def _lost(site: Site, ref: Ref, path: str, target: Target) -> Fill:
    """Only the words, marked as broken where the writer surely meant something that exists."""
    near = () if target.kind == "hidden" else graph.near(site, ref)
    label = Html("") if ref.paired else Html(escape(written(ref)))
    return Fill("broken" if near else "text", label=label, title=", ".join(near), paired=ref.paired)


def written(ref: Ref) -> str:
    """A mention as its writer put it, for one that leads nowhere."""
    if ref.label:
        return ref.label
    if ref.kind == "cite":
        return f"@{ref.target}"
    return ref.target or ref.part.lstrip("^")


def _image(ref: Ref, target: Target) -> Fill:
    if target.kind != "file":
        return Fill("broken", label=Html(escape(ref.label or ref.target)), title=ref.target)
    return Fill("image", target.url, Html(escape(ref.label)), size=ref.size.partition("x")[0])


def _label(site: Site, ref: Ref, target: Target, labels: Labels) -> Html:
    """The words of a link that brings none: the author's label, a short citation, a short name."""
    card = graph.card(site, target.page)
    if card and target.kind == "paper" and (ref.kind == "cite" or (ref.kind == "id" and not ref.label)):
        return citation(ref, labels.get(card.url) or author_year(site, card))
    if ref.label or card is None:
        return Html(escape(written(ref)))
    return Html(escape(_name(ref, card)))


def _name(ref: Ref, card: Card) -> str:
    """The name an unlabelled wikilink shows: as written if that is a title, else the short name."""
    if not ref.target:
        return ref.part.lstrip("^")
    return ref.target if " " in ref.target or fold(ref.target) == fold(card.text) else card.short


def citation(ref: Ref, label: Cited) -> Html:
    """A citation in the text, without the brackets around a full one."""
    if not label.mark:
        return Html(escape(label.who))
    if ref.form in ("author", "bare"):
        return Html(escape(f"{label.who} ({label.mark})" if label.dated else f"{label.who} [{label.mark}]"))
    if ref.form == "year" or not label.dated:
        return Html(escape(label.mark))
    return Html(escape(f"{label.who}, {label.mark}"))


def author_year(site: Site, card: Card) -> Cited:
    """How a paper is cited by itself: ("Vaswani et al.", "2017"); one without a title by its key or id."""
    paper = graph.paper(site, graph.name_of(card.url))
    if paper and paper.fields.title is None and not paper.fields.authors:
        return Cited(card.text, "")
    return Cited(who(paper) or card.short, card.issued[:4])


def who(paper: Paper | None) -> str:
    """A paper's authors as a citation names them: "Vaswani et al.", "Frankle and Carbin"; "" if none is known."""
    authors = paper.fields.authors if paper else ()
    if not authors:
        return ""
    if len(authors) > 2 or (paper and paper.fields.et_al):
        return f"{authors[0].family} et al."
    return " and ".join(author.family for author in authors)


def _embed(site: Site, ref: Ref, target: Target, labels: Labels, prefix: str, inside: tuple[str, ...]) -> Fill:
    """The pieces of another note, or a link to it where there are none or where that would never end."""
    facts = graph.note(site, target.path)
    if facts is None or target.path in inside or len(inside) > DEEPEST_EMBED:
        plain = Ref("note", ref.target, ref.part, ref.label, span=ref.span)
        return Fill("link", target.url, _label(site, plain, target, labels), paper=target.kind == "paper")
    inner = (*inside, target.path)
    shown: list[Woven | Line | Heading] = []
    for number, piece in enumerate(embedded(facts, ref.part)):
        title = heading(site, piece, facts.path, 3, prefix, labels)
        shown += [title] if title else []
        if piece.prose:
            own = prefix + numbered(number)
            refs = enumerate(piece.prose.refs)
            fills = (fill(site, each, facts.path, labels, f"{own}{index}-", inner) for index, each in refs)
            shown.append(Woven(site.renewed.get(piece.prose.digest, piece.prose.digest), tuple(fills), prefix))
    return Fill("embed", target.url, title=facts.title.text, embed=tuple(shown))


def numbered(piece: int) -> str:
    """What tells a piece of a note from the others in the ids of what it embeds; nothing for the first."""
    return f"{piece}." if piece else ""


def embedded(facts: Facts, part: str) -> Iterator[Piece]:
    """The pieces an embed shows: a block, a heading with all below it, or the whole note."""
    if part.startswith("^"):
        yield from (Piece(prose=prose) for name, prose in facts.blocks if name == part[1:])
        return
    part = "" if fold(part) == fold(facts.title.text) else part
    wanted, level = fold(part), 0
    for piece in facts.pieces:
        if level and piece.title and piece.level <= level:
            return
        if part and not level and piece.title and fold(piece.title.text) == wanted:
            level = piece.level
        if level or not part:
            yield piece


def heading(
    site: Site, piece: Piece, path: str, level: int, prefix: str = "", labels: Labels = NO_LABELS
) -> Heading | None:
    """A piece's heading at a level of the page."""
    if piece.title is None:
        return None
    anchor = prefix + piece.anchor if piece.anchor else ""
    return Heading(min(level, 6), line(site, piece.title, path, labels), piece.title.text, anchor)
