"""A line of Markdown from front matter or a .bib entry."""

import pytest

from papernotes import markdown
from papernotes.markdown import tex
from papernotes.model.problem import Code, Diagnostic, Span
from papernotes.model.settings import Parsing
from papernotes.model.written import Inline, Ref


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Inline()),
        ("Attention is all you need", Inline(("Attention is all you need",), (), "Attention is all you need")),
        ("  Blanks  ", Inline(("Blanks",), (), "Blanks")),
        ("Q: is it?", Inline(("Q: is it?",), (), "Q: is it?")),
        ("A *b* & <c>", Inline(("A <em>b</em> &amp; &lt;c&gt;",), (), "A b & <c>")),
        ("H<sub>2</sub>O", Inline(("H<sub>2</sub>O",), (), "H2O")),
        ("<script>x</script>y", Inline(("y",), (), "y")),
        ("a\nb  \nc", Inline(("a\nb c",), (), "a b c")),
        ("The %%hidden%% rest", Inline(("The  rest",), (), "The rest")),
        ("`code` ~~gone~~", Inline(("<code>code</code> <s>gone</s>",), (), "code gone")),
    ],
)
def test_a_line(text: str, expected: Inline) -> None:
    """Words, emphasis, code and harmless HTML come out; blocks, comments and scripts do not."""
    assert markdown.inline(text) == expected


def test_mathematics_in_a_title() -> None:
    """A formula is MathML on the page and characters in the plain text."""
    line = markdown.inline(r"The $\beta$-VAE and $x^{2}$")

    assert line.parts[0] == (
        r'The <math alttext="\beta"><mi>β</mi></math>-VAE and '
        '<math alttext="x^{2}"><msup><mi>x</mi><mn>2</mn></msup></math>'
    )
    assert line.text == "The β-VAE and x^2"


def test_mentions_in_a_summary() -> None:
    """Mentions are holes, with columns counted from the beginning of the text."""
    line = markdown.inline("See [[a|b]] and [@c].")

    assert line.parts == ("See ", 0, " and (", 1, ").")
    assert line.refs == (
        Ref("note", "a", label="b", span=Span("", 1, 5, 12)),
        Ref("cite", "c", form="full", span=Span("", 1, 18, 20)),
    )
    assert line.text == "See b and (@c)."


def test_pictures_in_a_line_are_words() -> None:
    """A title has no pictures, embeds or footnotes."""
    assert markdown.inline("A ![pic](a.png) ![[b]] c").text == "A pic b c"
    assert markdown.inline("A ![pic](a.png) ![[b]] c").refs == ()


def test_problems_are_handed_out() -> None:
    """What is wrong with a line is added to the list that is given."""
    problems: list[Diagnostic] = []
    markdown.inline(r"Bad $\frac{1}$ formula", Parsing(), problems)

    assert [(problem.code, problem.span) for problem in problems] == [(Code.MATH_BROKEN, Span("", 1, 14))]


def test_macros_of_the_settings_hold_in_titles() -> None:
    """A title may use a macro of the settings."""
    line = markdown.inline(r"On $\RR$", Parsing(macros=(("RR", r"\mathbb{R}"),)))

    assert line.parts == (r'On <math alttext="\RR"><mi>ℝ</mi></math>',)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("x", "x"),
        (r"\alpha \le x^2", "α ≤ x^2"),
        (r"\mathcal{O}(n \log n)", "O(n log n)"),
        (r"\frac{a}{b}", "a/b"),
        (r"x_{ij}^{2}", "x_(ij)^2"),
        (r"\text{if }x\to\infty", "if x→∞"),
        (r"\left\{a,\,b\right\}", "{a, b}"),
        (r"\mathbb{R}^n", "R^n"),
        ("a~b", "a~b"),
    ],
)
def test_a_formula_in_plain_text(formula: str, expected: str) -> None:
    """A formula in plain text is what a person would type."""
    assert tex.plain(formula) == expected


def test_macros_that_cannot_be_used_are_named() -> None:
    """The settings can be told which macro is bad, and why; a leading backslash is no mistake."""
    assert tex.unusable("RR", r"\mathbb{R}") == ""
    assert tex.unusable(r"\RR", r"\mathbb{R}") == ""
    assert "name" in tex.unusable("two words", "x")


def test_without_math_core_formulas_are_shown_as_tex(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where math-core is missing the source stands on the page, and one diagnostic says so."""
    monkeypatch.setattr(tex, "_module", lambda: None)
    tex._shared.cache_clear()
    problems: list[Diagnostic] = []

    line = markdown.inline(r"$a<b$ and $\frac{1}$", Parsing(), problems)
    tex._shared.cache_clear()

    assert line.parts == ('<code class="math">a&lt;b</code> and <code class="math">\\frac{1}</code>',)
    assert [problem.code for problem in problems] == [Code.MATH_BROKEN]
