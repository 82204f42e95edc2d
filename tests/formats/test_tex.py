"""TeX in names and titles: what a person reads, and back."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from papernotes.formats.tex import balanced, decode, encode, encode_title, formulas, segments


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("", ""),
        ("plain  words", "plain words"),
        ("{\\'e}t\\'e \\'{e} \\'{\\i} {\\\"{\\i}} \\'\\i", "été é í ï í"),
        ("\\c{c} \\v s \\H{o} \\k{a} \\r a \\u{g} \\.z \\=o \\d{h} \\b{n}", "ç š ő ą å ğ ż ō ḥ ṉ"),
        ("{\\o}rsted \\aa{} \\ss \\L{}odz \\AE sop", "ørsted å ßŁodz Æsop"),
        ("\\textbf{bold} \\emph{it} {\\em em}", "bold it em"),
        ("a -- b --- c -{}- d", "a – b — c -- d"),
        ("``a'' O''Neil", "“a” O”Neil"),
        ("O''Neil", "O''Neil"),
        ("\\$5 \\& \\% \\# \\_ \\{ \\}", "$5 & % # _ { }"),
        ("100% a_b ^ & #", "100% a_b ^ & #"),
        ("a~b\\ c\\,d\\\\e\\-f\\/g\\par h", "a b c d efg h"),
        ("\\url{http://x.y/%20a_b} \\href{http://x}{words}", "http://x.y/%20a_b words"),
        ("\\textbackslash{}\\textasciitilde{}\\textasciicircum{}\\textbraceleft{}\\textbraceright{}", "\\~^{}"),
        ("\\LaTeX{} \\unknown{thing} \\today", "LaTeX thing"),
        ("{\\noopsort{1973c}}1981", "1981"),
        ("$x^2$ and \\(y_i\\) and $$z^2$$", "$x^2$ and $y_i$ and $z^2$"),
        ("5$\\mu$m, H$_2$O, $4^{\\rm th}$, $-$50", "5μm, H2O, 4th, -50"),
        ("from $5 to $6 a {\\$}", "from $5 to $6 a $"),
        ("trailing \\", "trailing"),
        ("\\'", ""),
        ("\\'{}", ""),
    ],
)
def test_decode(tex: str, text: str) -> None:
    """Accents, symbols, dashes, quotation marks and braces are read; prices stay prices."""
    assert decode(tex) == text


def test_segments_tell_formulas_from_words() -> None:
    """A digit may follow a formula, a blank at its end makes it none."""
    assert list(segments("{A} $\\pm$0.1 b")) == [(False, "A "), (True, "\\pm"), (False, "0.1 b")]
    assert list(formulas("a $5 and $b$")) == [(False, "a $5 and "), (True, "b"), (False, "")]


@pytest.mark.parametrize(
    ("title", "tex"),
    [
        ("BERT: Pre-training of deep transformers", "{BERT:} Pre-training of deep transformers"),
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("A theorem of Euler on ImageNet", "A theorem of {Euler} on {ImageNet}"),
        ("On (PAC) learning in $O(n^2)$ & 50%", "On {(PAC)} learning in $O(n^2)$ \\& 50\\%"),
    ],
)
def test_titles_keep_their_capitals(title: str, tex: str) -> None:
    """A style that sets titles in lower case leaves names and acronyms alone."""
    assert encode_title(title) == tex


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        st.sampled_from("ab Z1é$\\{}%&#_~^-'`\"()[]<>=.,:") | st.characters(exclude_categories=["Cc", "Cs", "Z"]),
        max_size=40,
    )
)
@example("$a$")
@example("\\(0\\)")
@example("a--b ``c'' d")
def test_what_is_encoded_is_decoded(text: str) -> None:
    """Braces are balanced, and the text comes back, but for the short formulas that are read as words."""
    text = " ".join(text.split())

    for tex in (encode(text), encode_title(text)):
        assert balanced(tex)
        if "\\(" not in text:  # in a text, as against TeX, these are no brackets of a formula
            assert "".join(part for _, part in segments(tex)) == "".join(part for _, part in formulas(text))
        if "$" not in text:
            assert decode(tex) == text


@settings(max_examples=200, deadline=None)
@given(st.text("\\{}$'`\"^~=. abcuvHo-()", max_size=60))
def test_decode_never_raises(tex: str) -> None:
    """Whatever is written, there are no double blanks in what is read."""
    assert decode(tex) == " ".join(decode(tex).split())


@pytest.mark.parametrize(
    "unit", ["{", "\\'", "\\'{a", "$", "$a", "\\(", "\\begin{a}", "\\a", "~", "--", "\\'{\\'{", "$a $"]
)
def test_repetition_stays_linear(unit: str) -> None:
    """A long row of one construct is read at once."""
    start = time.process_time()

    decode(unit * (300_000 // len(unit)))
    encode(unit * (300_000 // len(unit)))

    assert time.process_time() - start < 10
