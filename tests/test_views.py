"""Holes are filled with what the graph knows; sections, references and lineage are made for pages to share."""

import re
from collections.abc import Callable, Sequence

import pytest

from lab import Lab
from papernotes import graph, views
from papernotes.graph import Site
from papernotes.model import written
from papernotes.model.page import Fill, Heading, Html, Line, Woven
from papernotes.model.problem import Span
from papernotes.model.settings import Config
from papernotes.model.written import (
    Author,
    Entry,
    Facts,
    Inline,
    NoteFields,
    PaperFields,
    Piece,
    Prose,
    Ref,
    Relation,
    Sentence,
)
from papernotes.views.absolute import absolute, relinked
from papernotes.views.fills import woven
from papernotes.views.links import Link, home, links
from papernotes.views.pager import Pager, pager, places
from papernotes.views.passages import marked, said
from papernotes.views.references import named


def plain(text: str) -> Inline:
    """A line without holes."""
    return Inline((text,), (), text)


def note(path: str, title: str = "", **fields: object) -> Facts:
    """An essay."""
    return Facts(path=path, shown=f"notes/{path}", digest=path, kind="note", title=plain(title or path), **fields)  # type: ignore[arg-type]


def paper(key: str, title: str, authors: Sequence[str] = (), issued: str = "", **fields: object) -> Facts:
    """A note about a paper, its file named after the citekey."""
    about = fields.pop("about", {})
    return Facts(
        path=f"{key}.md",
        shown=f"notes/{key}.md",
        digest=key,
        kind="paper",
        title=plain(title),
        paper=PaperFields(title=plain(title), authors=tuple(map(Author, authors)), issued=issued, **about),  # type: ignore[arg-type]
        **fields,  # type: ignore[arg-type]
    )


ATTENTION = paper("vaswani2017", "Attention: all you need", ["Vaswani", "Shazeer", "Parmar"], "2017-06")
GPT = paper("radford2018", "Improving understanding", ["Radford", "Narasimhan"], "2018")


def site(*notes: Facts, files: dict[str, str] | None = None, **settings: object) -> Site:
    """A site of these notes."""
    return graph.link(notes, {}, (), Config(**settings), files or {})  # type: ignore[arg-type]


def filled(ref: Ref, *notes: Facts, **options: object) -> Fill:
    """What one mention in a.md becomes."""
    return views.line(site(note("a.md"), *notes, **options), Inline((0,), (ref,), ""), "a.md").fills[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("ref", "label"),
    [
        (Ref("note", "vaswani2017"), "Attention"),
        (Ref("note", "vaswani2017", label="the <model>"), "the &lt;model&gt;"),
        (Ref("note", "Attention: all you need"), "Attention: all you need"),
        (Ref("cite", "vaswani2017", form="full"), "Vaswani et al., 2017"),
        (Ref("cite", "vaswani2017", form="author"), "Vaswani et al. (2017)"),
        (Ref("cite", "vaswani2017", form="year"), "2017"),
        (Ref("cite", "vaswani2017", label="@vaswani2017", form="bare"), "Vaswani et al. (2017)"),
        (Ref("cite", "radford2018", form="full"), "Radford and Narasimhan, 2018"),
    ],
)
def test_a_mention_of_a_paper_leads_to_its_page(ref: Ref, label: str) -> None:
    """Wikilinks show the short name or the author's words, citations whom and when."""
    found = filled(ref, ATTENTION, GPT)

    assert found == Fill(
        "link", f"papers/{ref.target[:11]}.html".replace("Attention: ", "vaswani2017"), Html(label), paper=True
    )


def test_a_paired_mention_keeps_its_words() -> None:
    """The words between the ends of a hole are the link's text."""
    assert filled(Ref("link", "vaswani2017.md", paired=True), ATTENTION) == Fill(
        "link", "papers/vaswani2017.html", paired=True, paper=True
    )


def test_an_id_of_which_nothing_is_known_shows_itself() -> None:
    """A bare arXiv id makes a page, and its label is what was written."""
    found = filled(Ref("id", "arxiv:1706.03762"), note("b.md", sentences=(_says(Ref("id", "arxiv:1706.03762")),)))

    assert (found.kind, found.href) == ("link", "papers/arxiv-1706.03762.html")
    assert "1706.03762" in found.label


def _says(ref: Ref) -> Sentence:
    return Sentence(Inline(("See ", 0, "."), (ref,), "See it."))


def test_a_wikilink_to_nothing_stays_text() -> None:
    """Where no name is near the words stay, unmarked."""
    assert filled(Ref("note", "Something else")) == Fill("text", label=Html("Something else"))


def test_a_wikilink_that_is_nearly_a_name_is_marked() -> None:
    """A slip of the pen is marked as broken, with the name that was meant."""
    found = filled(Ref("note", "Normalising flows"), note("Normalizing flows.md", "Normalizing flows"))

    assert (found.kind, found.label) == ("broken", "Normalising flows")
    assert "Normalizing flows" in found.title


def test_a_bare_word_that_is_no_key_stays_as_written() -> None:
    """A handle is no citation."""
    assert filled(Ref("cite", "alice", label="@alice", form="bare")) == Fill("text", label=Html("@alice"))


def test_a_page_leads_into_a_known_pdf() -> None:
    """The page of a citation opens the pdf there; without a pdf it is text."""
    ref = Ref("cite", "vaswani2017", locator="3", paired=True)
    known = paper("vaswani2017", "Attention", issued="2017", about={"ids": ("arxiv:1706.03762",)})

    assert filled(ref, known) == Fill("link", "https://arxiv.org/pdf/1706.03762#page=3", paired=True)
    assert filled(ref, ATTENTION) == Fill("text", paired=True)


def test_an_image_is_shown_with_its_size_and_words() -> None:
    """A local image leads to its copy; a missing one shows its alternative text, marked."""
    found = filled(Ref("image", "f.png", label='a "b"', size="300x200"), files={"f.png": "/disk/f.png"})
    missing = filled(Ref("image", "g.png", label="the curve"))

    assert found == Fill("image", "files/f.png", Html("a &quot;b&quot;"), size="300")
    assert (missing.kind, missing.label, missing.title) == ("broken", "the curve", "g.png")


def _embedding(path: str, target: str) -> Facts:
    return note(path, pieces=(Piece(prose=Prose(path, (Ref("embed", target),))),))


def test_an_embed_shows_the_section_it_names() -> None:
    """`![[b#Two]]` shows the heading, what is under it and below it, and nothing after."""
    pieces = (
        Piece(2, plain("One"), "one", prose=Prose("p1")),
        Piece(2, plain("Two"), "two", prose=Prose("p2")),
        Piece(3, plain("Below"), "below", prose=Prose("p3")),
        Piece(2, plain("Three"), "three", prose=Prose("p4")),
    )
    found = filled(Ref("embed", "b", part="Two"), note("b.md", "B", pieces=pieces))

    assert found.kind == "embed"
    assert [
        each.text if isinstance(each, Heading) else each.digest for each in found.embed if not isinstance(each, Line)
    ] == [
        "Two",
        "p2",
        "Below",
        "p3",
    ]


def test_notes_that_embed_each_other_end_in_a_link() -> None:
    """A circle of embeds is cut where it would close."""
    here = site(_embedding("a.md", "b"), _embedding("b.md", "a"))
    outer = woven(here, Prose("x", (Ref("embed", "b"),)), "a.md").fills[0]
    inner = outer.embed[0]

    assert isinstance(inner, Woven)
    assert (outer.kind, inner.fills[0].kind, inner.fills[0].href) == ("embed", "link", "notes/a.html")


def test_embeds_are_at_most_five_deep() -> None:
    """The sixth note in a chain is a link."""
    chain = [_embedding(f"{name}.md", chr(ord(name) + 1)) for name in "abcdefgh"]
    fill, depth = woven(site(*chain), Prose("x", (Ref("embed", "b"),)), "a.md").fills[0], 0
    while fill.kind == "embed":
        inner = fill.embed[0]
        assert isinstance(inner, Woven)
        fill, depth = inner.fills[0], depth + 1

    assert (depth, fill.kind) == (5, "link")


def test_headings_of_a_note_leave_no_level_out() -> None:
    """The highest heading becomes the second level, and each goes at most one down from the last."""
    pieces = (Piece(3, plain("A"), "a"), Piece(6, plain("B"), "b"), Piece(0), Piece(4, plain("C"), "c"))
    found = views.sections(site(), note("a.md", pieces=pieces), prefix="note-2-")

    assert [section.heading and (section.heading.level, section.heading.anchor) for section in found] == [
        (2, "note-2-a"),
        (3, "note-2-b"),
        None,
        (3, "note-2-c"),
    ]


def test_doubles_get_letters_in_the_order_of_titles() -> None:
    """Two papers of the same people and year are told apart in text and list."""
    here = site(paper("x1", "Beta", ["Zhang"], "2017"), paper("x2", "Alpha", ["Zhang"], "2017"), GPT)
    labels = views.labelled(here, ["papers/x1.html", "papers/radford2018.html", "papers/x2.html"])

    assert [labels[f"papers/{key}.html"].mark for key in ("x1", "x2", "radford2018")] == ["2017b", "2017a", "2018"]
    assert [reference.mark for reference in views.references(here, labels)] == ["2018", "2017a", "2017b"]
    inline = Inline((0,), (Ref("cite", "x1", form="full"),), "")
    assert views.line(here, inline, "a.md", labels).fills[0].label == "Zhang, 2017b"


def test_numbers_follow_the_order_of_mention() -> None:
    """With `references = "numeric"` the first paper mentioned is 1."""
    here = site(ATTENTION, GPT, references="numeric")
    labels = views.labelled(here, ["papers/vaswani2017.html", "papers/radford2018.html"])
    inline = Inline((0, 1), (Ref("cite", "radford2018", form="full"), Ref("cite", "radford2018", form="author")), "")

    assert [reference.mark for reference in views.references(here, labels)] == ["1", "2"]
    assert [fill.label for fill in views.line(here, inline, "a.md", labels).fills] == [
        "2",
        "Radford and Narasimhan [2]",
    ]


def test_alpha_labels_are_those_of_bibtex() -> None:
    """Initials of up to three authors and two digits of the year."""
    here = site(ATTENTION, GPT, references="alpha")
    labels = views.labelled(here, ["papers/vaswani2017.html", "papers/radford2018.html"])

    assert [reference.mark for reference in views.references(here, labels)] == ["RN18", "VSP17"]


def test_alpha_labels_of_little_known_papers(lab: Callable[..., Lab]) -> None:
    """One without authors has the start of its key, unnamed further authors are a plus, doubles get letters."""
    made = lab(
        "-- notes/oord2017.md --\n---\ntitle: Neural codes\nauthors: A. Oord; Y. Tian; et al.\nyear: 2017\n---\n"
        "-- notes/one.md --\n---\ntitle: One\nkind: paper\nauthors: A. Knuth\nyear: 1984\n---\n"
        "-- notes/two.md --\n---\ntitle: Two\nkind: paper\nauthors: B. Knuth\nyear: 1984\n---\n"
        "-- notes/a.md --\n# A\n\nSee [@unknown2020], [@oord2017], [[one]], [[two]] and arXiv:1706.03762.\n",
        references="alpha",
    ).build()

    assert "internal" not in made.codes
    listed = made.html("notes/a.html").partition('id="page:references"')[2]
    assert re.findall(r"\[([^\]]+)\]", listed) == ["arx17", "Knu84a", "Knu84b", "OT+17", "unk"]


def test_the_papers_a_note_names_stand_once_without_its_own() -> None:
    """References are in the order of first mention."""
    refs = (Ref("cite", "radford2018"), Ref("note", "vaswani2017"), Ref("cite", "radford2018"), Ref("note", "nothing"))
    essay = note("a.md", pieces=(Piece(prose=Prose("p", refs)),))

    assert named(site(essay, ATTENTION, GPT), [essay], "papers/vaswani2017.html") == ("papers/radford2018.html",)


def test_lineage_has_both_sides_with_reasons() -> None:
    """What a paper builds on and what builds on it, with the author's reason; a contradiction stands apart."""
    reason = plain("the decoder alone")
    later = paper(
        "radford2018",
        "GPT",
        ["Radford"],
        "2018",
        relations=(Relation("builds_on", Ref("note", "vaswani2017"), reason),),
    )
    against = paper(
        "merity2019",
        "Single headed",
        ["Merity"],
        "2019",
        relations=(Relation("contradicts", Ref("note", "vaswani2017")),),
    )
    here = site(ATTENTION, later, against)
    found = views.lineage(here, "papers/vaswani2017.html")

    assert found is not None
    assert (found.before, [(kin.card.short, kin.reason, kin.inverse) for kin in found.after]) == (
        (),
        [("GPT", Line(("the decoder alone",)), True)],
    )
    assert [tick.year for tick in found.strip.ticks] == [2017, 2018]
    assert [(kin.type, kin.inverse, kin.card.short) for kin in views.relations(here, "papers/vaswani2017.html")] == [
        ("contradicts", True, "Single headed")
    ]


def test_without_any_relation_there_is_no_lineage() -> None:
    """The row is absent, not empty."""
    assert views.lineage(site(ATTENTION, GPT), "papers/vaswani2017.html") is None


def test_mentions_of_older_papers_fill_an_empty_lineage() -> None:
    """A thin arc stands for an older paper that a paper's note mentions; the lists then say so."""
    later = paper("radford2018", "GPT", ["Radford"], "2018", sentences=(_says(Ref("note", "vaswani2017")),))
    found = views.lineage(site(ATTENTION, later), "papers/radford2018.html")

    assert found is not None
    assert (found.thin, [kin.card.short for kin in found.before]) == (True, ["Attention"])
    assert [path.kind for path in found.strip.paths if path.key] == ["eb0"]


def test_a_passage_marks_the_words_that_led_here() -> None:
    """On its own page a paper is not linked; the words that name it are marked."""
    other = note(
        "b.md",
        "Essay",
        sentences=(
            Sentence(
                Inline(
                    ("After ", 0, "the model", -1, " came ", 1, "."),
                    (Ref("note", "vaswani2017", paired=True), Ref("note", "radford2018")),
                    "",
                ),
                "part",
                "Part",
            ),
        ),
    )
    here = site(ATTENTION, GPT, other)
    found = said(here, graph.passages(here, "papers/vaswani2017.html"), "papers/vaswani2017.html")

    assert [(each.card.text, each.href, each.heading) for each in found] == [("Essay", "notes/b.html#part", "Part")]
    assert found[0].line is not None
    assert found[0].line.parts == ("After ", "<mark>", "the model", "</mark>", " came ", 1, ".")


def test_a_line_that_leads_elsewhere_is_left_as_it_is() -> None:
    """Only links to the page itself are marked."""
    line = Line(("a", 0), (Fill("link", "papers/x.html"),))

    assert marked(line, "papers/y.html") is line


def test_an_entry_gives_its_whole_text() -> None:
    """What a collection says of a paper is its entry's text, and a long one says how long it is."""
    entry = Entry(
        form="item",
        span=Span("notes/s.md", 3),
        refs=(Ref("note", "vaswani2017"),),
        fields=PaperFields(),
        anchor="e1",
        prose=Prose("long", (), 150),
    )
    story = Facts(
        path="s.md",
        shown="s.md",
        digest="s",
        kind="story",
        title=plain("Story"),
        entries=(entry,),
        pieces=(Piece(entries=(0,)),),
    )
    here = site(ATTENTION, story)
    found = said(here, graph.passages(here, "papers/vaswani2017.html"), "papers/vaswani2017.html")

    assert [(each.href, each.body, each.words) for each in found] == [
        ("stories/s.html#e1", Woven("long", (), "s0-"), 150)
    ]


def test_links_of_a_paper_stand_once_the_paper_first() -> None:
    """The page of the strongest id, the pdf, what the note names, and labelled links; unsafe ones are left out."""
    fields = PaperFields(
        ids=("arxiv:1706.03762", "doi:10.1000/x"),
        code="https://github.com/x/y",
        links=(written.Link("Annotated", "https://a.b"), written.Link("evil", "javascript:alert(1)")),
    )
    found = links(site(), fields, "")

    assert home(fields) == "https://arxiv.org/abs/1706.03762"
    assert found == (
        Link("https://arxiv.org/abs/1706.03762", "link_abstract"),
        Link("https://arxiv.org/pdf/1706.03762", "link_pdf"),
        Link("https://github.com/x/y", "link_code"),
        Link("https://doi.org/10.1000/x", "link_doi"),
        Link("https://a.b", label="Annotated"),
    )


def test_full_urls_for_feeds() -> None:
    """Site paths get the address of the site, in embeds too; anchors and other hosts stay."""
    inner = Woven("d", (Fill("link", "papers/x.html"),))
    line = Line((0,), (Fill("link", "#a"), Fill("link", "https://a.b"), Fill("embed", "notes/n.html", embed=(inner,))))
    found = relinked(line, absolute("https://s.t"))

    assert [fill.href for fill in found.fills] == ["#a", "https://a.b", "https://s.t/notes/n.html"]
    assert found.fills[2].embed == (Woven("d", (Fill("link", "https://s.t/papers/x.html"),)),)


def test_a_note_embedded_in_two_places_has_ids_of_its_own_in_each(lab: Callable[..., Lab]) -> None:
    """Footnotes of what is embedded twice, under two headings and through another note, do not share an id."""
    page = (
        lab(
            "-- notes/inner.md --\n# Inner\n\n## Part\n\nText.[^1]\n\n[^1]: A note.\n"
            "-- notes/middle.md --\n# Middle\n\n![[inner#Part]]\n"
            "-- notes/outer.md --\n# Outer\n\n![[middle]]\n\n![[middle]]\n\n## One\n\nWords.[^1]\n\n![[middle]]\n\n"
            "## Two\n\n![[middle]]\n\n[^1]: Own.\n"
        )
        .build()
        .html("notes/outer.html")
    )
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(set(ids)) == len(ids)
    assert 4 <= sum("fn:1" in each for each in ids)


def test_pages_of_a_list() -> None:
    """1,001 rows make three pages of 500; the home page's further ones have addresses of their own."""
    assert list(places("papers/index.html", 1001, 500)) == [
        "papers/index.html",
        "papers/index.2.html",
        "papers/index.3.html",
    ]
    assert list(places("index.html", 21, 20, at_least=1)) == ["index.html", "page/2.html"]
    assert list(places("index.html", 0, 20, at_least=1)) == ["index.html"]
    assert list(places("papers/index.html", 0, 500)) == []
    assert pager("papers/index.2.html", "papers/index.html", 1001, 500) == Pager(
        2, 3, "papers/index.html", "papers/index.3.html", 500, 1000
    )
    assert pager("papers/index.4.html", "papers/index.html", 1001, 500) is None


def test_descriptions_are_cut_between_words() -> None:
    """The frame's description has at most 200 characters and an ellipsis."""
    found = views.meta("T", description="word " * 100)

    assert len(found.description) <= 202
    assert found.description.endswith("word …")


def test_the_language_of_a_note_gives_its_direction() -> None:
    """Arabic is read from the right."""
    found = views.meta("T", facts=note("a.md", note=NoteFields(lang="ar-EG")))

    assert (found.lang, found.right_to_left) == ("ar-EG", True)
