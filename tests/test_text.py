"""Words and names: slugs, comparison, sentences, relative URLs, safe URLs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lab import growth
from papernotes.text import (
    distance,
    fold,
    nearest,
    plain_letters,
    relative,
    safe_url,
    sentences,
    slug,
    sort_key,
    title_key,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Attention Is All You Need", "attention-is-all-you-need"),
        ("arxiv-1706.03762", "arxiv-1706.03762"),
        ("10.1016/0893-6080(91)90009-T", "10.1016-0893-6080-91-90009-t"),
        ("U.S. node.js v1.", "u-s-node-js-v1"),
        ("  --What is it?--  ", "what-is-it"),
        ("vaswaniAttentionAllYou2017", "vaswaniattentionallyou2017"),
        ("foo_bar", "foo_bar"),
        ("Łódź, Ångström & Smørrebrød", "lodz-angstrom-smorrebrod"),
        ("Straße", "strasse"),
        ("ﬁne Ｗｉｄｅ", "fine-wide"),
        ("深度学习", "深度学习"),
        ("がくしゅう", "がくしゅう"),
        ("हिन्दी", "हिन्दी"),
        ("C++", "c"),
        ("../../etc/passwd", "etc-passwd"),
        ("con", "x-con"),
        ("COM1.5", "x-com1.5"),
        ("console", "console"),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(text: str, expected: str) -> None:
    """Letters and digits stay, all else becomes one hyphen; names of devices are made safe."""
    assert expected == slug(text)


@pytest.mark.parametrize("text", ["", "…", "🤖", "❤️", "\u0301", "---", "\ud800"])
def test_a_slug_is_never_empty(text: str) -> None:
    """A text without letters and digits gets a short digest that tells it from others."""
    assert slug(text)
    assert slug(text) != slug(text + "!")
    assert slug(text).isascii()


def test_a_long_slug_is_cut_and_kept_apart() -> None:
    """Two long texts with one beginning have different names that fit every file system."""
    one, other = slug("word " * 40 + "one"), slug("word " * 40 + "other")

    assert one != other
    assert one.startswith("word-word-word")
    assert len(one) <= 80
    assert len(slug("深" * 300).encode()) <= 160


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_a_slug_is_stable(text: str) -> None:
    """The slug of a slug is itself, of bounded length, and safe as a file name."""
    name = slug(text)

    assert name == slug(name)
    assert 0 < len(name) <= 80
    assert len(name.encode()) <= 160
    assert not set('/\\:*?"<>|\0 ') & set(name)
    assert name[0] not in ".-"
    assert name[-1] not in ".-"


def test_names_are_compared_without_case_and_in_one_form() -> None:
    """Case and the two spellings of an accent do not count; the accent itself does."""
    assert fold("CAFÉ") == fold("cafe\u0301")
    assert fold("cafe") != fold("café")
    assert fold("STRASSE") == fold("Straße")


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own fold."""
    assert fold(text) == fold(fold(text))


def test_plain_letters_drop_latin_accents_alone() -> None:
    """Accents on Latin letters go, voicing marks of kana stay."""
    assert plain_letters("Ôé がŁ") == "oe がl"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("BERT: Pre-training of Deep Models.", "bert pre training of deep models"),
        (r"{SGD} is \emph{not} \textbf{Gau{\ss}}", "SGD is not Gauß"),
        (r"Schr{\"o}dinger's Cat", "Schrodinger’s cat"),
        (r"On the $\mathcal{O}(n^2)$ Bound", "On the O(n2) bound"),
        (r"Search \& Learning", "Search and learning"),
        ("Search &amp; Learning", "Search & Learning"),
        ("A  title\n over lines", "A title over lines"),
    ],
)
def test_titles_are_compared_without_dress(one: str, other: str) -> None:
    """Case, accents, punctuation and TeX do not tell titles apart."""
    assert title_key(other) == title_key(one)


def test_a_title_key_is_never_empty_for_a_title() -> None:
    """A title of signs alone still has a key; other scripts keep their letters."""
    assert title_key("???") == "???"
    assert title_key("注意力：就是一切！") == "注意力 就是一切"


def test_sort_keys_ignore_dress_and_are_total() -> None:
    """Names sort by their letters, and two different names never tie."""
    assert sorted(["zeta", "Émile", "emil", "Über", "emile"], key=sort_key) == [
        "emil",
        "emile",
        "Émile",
        "Über",
        "zeta",
    ]
    assert sort_key("a-b") != sort_key("a b")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("kind", "kind", 0), ("knid", "kind", 1), ("tilte", "title", 1), ("autors", "authors", 1), ("abc", "xyz", 3)],
)
def test_the_distance_counts_swaps_once(one: str, other: str, expected: int) -> None:
    """Insertions, deletions, changes and swaps of neighbours count one each, up to the limit and one."""
    assert expected == distance(one, other, 2)
    assert distance("short", "much longer", 2) == 3


def test_the_nearest_names_come_first() -> None:
    """Names are compared without case, and given back as they are."""
    names = ["Normalizing Flows", "Normal Forms", "Diffusion"]

    assert nearest("normalising flows", names)[0] == "Normalizing Flows"
    assert nearest("xyz", names) == ()


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("papers/a.html", "papers/b.html#x", "b.html#x"),
        ("papers/a.html", "papers/a.html#x", "#x"),
        ("papers/a.html", "papers/a.html", "a.html"),
        ("papers/a.html", "index.html", "../index.html"),
        ("index.html", "topics/a/b c.html", "topics/a/b%20c.html"),
        ("topics/a/b.html", "topics/c/d.html", "../c/d.html"),
        ("topics/a/b.html", "files/x:y#1.png", "../../files/x%3Ay#1.png"),
        ("a.html", "é.html#ü", "%C3%A9.html#%C3%BC"),
        ("a.html", "https://x.org/?q=1", "https://x.org/?q=1"),
        ("a.html", "#top", "#top"),
        ("papers/a.html", "papers/", "./"),
    ],
)
def test_links_are_relative(here: str, there: str, expected: str) -> None:
    """An href leads from page to page without the site's root; anchors and full URLs stay."""
    assert expected == relative(here, there)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        (
            "As Zhang et al. (2017) show, e.g. in Fig. 3. It works.",
            ["As Zhang et al. (2017) show, e.g. in Fig. 3.", "It works."],
        ),
        (
            "See cf. Eq. (2), i.e. Sec. 4 vs. Dr. No. 5 of approx. ten.",
            ["See cf. Eq. (2), i.e. Sec. 4 vs. Dr. No. 5 of approx. ten."],
        ),
        ("The answer is no. Then came J. Schmidhuber.", ["The answer is no.", "Then came J. Schmidhuber."]),
        ("3. A step. In 2017. Done.", ["3. A step.", "In 2017.", "Done."]),
        ("Lists, etc. and more, etc. Then", ["Lists, etc. and more, etc.", "Then"]),
        ('He said "no." Then (yes.) "Ok?" End', ['He said "no."', "Then (yes.)", '"Ok?"', "End"]),
        ("好。很好！吗？是", ["好。", "很好！", "吗？", "是"]),
        ("Take $a. b$ and $x! y$ now. Go", ["Take $a. b$ and $x! y$ now.", "Go"]),
        ("It costs $5. That is $6 less.", ["It costs $5.", "That is $6 less."]),
        ("v1.2 of node.js runs.", ["v1.2 of node.js runs."]),
        ("  spaced.  ", ["spaced."]),
        ("", []),
    ],
)
def test_text_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    """Cut at full stops of any script, not after abbreviations, initials and numbers, nor inside mathematics."""
    assert expected == [text[start:end] for start, end in sentences(text)]


@given(st.text(alphabet="aZ .!?。$\n\"'3é", max_size=80))
@settings(max_examples=200, deadline=None)
def test_sentences_hold_all_words(text: str) -> None:
    """The spans stand in order, do not overlap, and miss nothing but blanks."""
    spans = sentences(text)

    assert [part for span in spans for part in span] == sorted(part for span in spans for part in span)
    assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in spans)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (" https://x.org/a?b=1 ", "https://x.org/a?b=1"),
        ("HTTPS://x.org", "HTTPS://x.org"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("zotero://select/items/1", "zotero://select/items/1"),
        ("figures/a b.png", "figures/a b.png"),
        ("#part", "#part"),
        ("//x.org/a", "https://x.org/a"),
        ("javascript:alert(1)", None),
        ("java\tscript:alert(1)", None),
        ("\x01javascript:alert(1)", None),
        ("JaVaScRiPt&colon;alert(1)", None),
        ("&#106;avascript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
    ],
)
def test_only_known_schemes_are_linked(url: str, expected: str | None) -> None:
    """http, https, mailto, zotero and relative URLs pass, whatever disguises another scheme does not."""
    assert expected == safe_url(url)


@pytest.mark.timed
@pytest.mark.parametrize("pattern", [".", "$a", "!?", "e.g. ", "J.", "a. ", "&#", "\\{", "(", "é́", "-.", "\u0301"])
def test_text_functions_are_linear(pattern: str) -> None:
    """The time grows with the length of the text, whatever is repeated in it."""

    def work(text: str) -> None:
        sentences(text)
        slug(text)
        title_key(text)
        safe_url(text)

    assert growth(work, pattern) < 10
