"""Templates run in Jinja's sandbox, and print what plain Jinja would print."""

from typing import Any

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from papernotes.model.page import Html
from papernotes.sandbox import Sandbox

TEMPLATE = """
{% macro shown(item, level=2) -%}<b>{{ item.name }}{{ level + 1 }}</b>{{ item.html }}{%- endmacro %}
{%- for item in items if item.name -%}
{% set first = loop.first %}{{ shown(item) }}{{ item.number }}{{ first }}
{%- if item.inner is defined %}{{ item.inner.name | upper }}{% endif -%}
{{ item.name ~ item.html }}
{%- else -%}none{%- endfor -%}
{{ items | map(attribute='name') | join(', ') }}{% filter upper %}{{ items | length }}a{% endfilter %}
"""


class Inner(Struct, frozen=True):
    """A value in a value."""

    name: str


class Item(Struct, frozen=True):
    """A value with fields of every kind that templates print."""

    name: str
    html: Html
    number: float
    inner: Inner


def environment(kind: Any) -> Any:
    """An environment set up as the theme's is."""
    env = kind(undefined=jinja2.StrictUndefined, autoescape=True)
    env.globals["w"] = str
    return env


ITEMS = st.lists(
    st.builds(
        Item,
        name=st.text(max_size=300),
        html=st.builds(Html, st.text(max_size=5)),
        number=st.integers() | st.floats(allow_nan=False),
        inner=st.builds(Inner, st.text(max_size=3)),
    ),
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(ITEMS)
def test_our_sandbox_prints_what_plain_jinja_prints(items: list[Item]) -> None:
    """Whatever the values, the text is the same, when a field is first met and when it is known."""
    ours = environment(Sandbox).from_string(TEMPLATE)
    expected = environment(jinja2.Environment).from_string(TEMPLATE).render(items=items)
    assert [expected, expected] == [ours.render(items=items), ours.render(items=items)]


def test_markup_is_printed_as_it_stands_and_text_is_escaped() -> None:
    """Html and Markup pass, letters that mean something in HTML do not."""
    template = environment(Sandbox).from_string("{{ a }}{{ b }}{{ c }}{{ 1 }}")
    assert "&lt;i&gt;<i><b>1" == template.render(a="<i>", b=Html("<i>"), c=Markup("<b>"))


def test_nothing_is_never_printed() -> None:
    """A template that prints None is wrong, not empty."""
    with pytest.raises(TypeError, match="prints None"):
        environment(Sandbox).from_string("{{ a }}").render(a=None)


def test_a_field_that_a_value_does_not_have_is_an_error() -> None:
    """A misspelt field is not silently empty, even after values of another kind had it."""
    template = environment(Sandbox).from_string("{{ a.html }}{{ a is defined }}{{ a.nmae is defined }}")
    template.render(a=Item("a", Html(""), 1, Inner("")))
    with pytest.raises(jinja2.UndefinedError, match="html"):
        template.render(a=Inner("x"))


@pytest.mark.parametrize("source", ["{{ a.__class__ }}", "{{ a.name.__class__.__mro__ }}"])
def test_templates_cannot_reach_what_stands_behind_a_value(source: str) -> None:
    """Names with underscores stay closed."""
    with pytest.raises(jinja2.exceptions.SecurityError):
        environment(Sandbox).from_string(source).render(a=Inner("x"))


def test_a_wrong_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand pages that need it do not wait a thousand times, and each is told what is wrong."""
    env = Sandbox(loader=jinja2.DictLoader({"a.html": "{% if %}"}))
    parsed: list[str] = []
    real = env._parse
    monkeypatch.setattr(env, "_parse", lambda source, *others: (parsed.append(source), real(source, *others)))
    for _ in range(3):
        with pytest.raises(jinja2.TemplateSyntaxError) as told:
            env.get_template("a.html")
        assert (told.value.name, told.value.lineno) == ("a.html", 1)
    assert parsed == ["{% if %}"]
