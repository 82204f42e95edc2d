"""The words of the interface: all that templates ask for are there, and none for nothing."""

import re
import tomllib

from papernotes.graph import RELATIONS
from papernotes.themefiles import default_templates

WORDS = tomllib.loads((default_templates() / "words" / "en.toml").read_text(encoding="utf-8"))
TEMPLATES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(default_templates().glob("*.*")))
MADE = ("status_", "kind_", "rel_", "link_", "n_all_")  # a word's key is made of one of these and a value
MADE += ("remark_", "remarks_", "gaps_", "reading_")
NAMED = {"months", "date_day", "date_month", "papers", "topics", "notes", "lists", "stories", "digests", "catalogues"}
NAMED |= {"authors", "venues", "years", "wrote_with", "most_here", "together_with", "on_topics"}
NAMED |= {"questions", "quotes", "n_question", "n_claim", "n_todo"}
NAMED |= {"by_year", "by_keyword", "by_venue", "by_status", "other_keywords", "no_venue"}


def test_every_word_that_a_template_asks_for_is_there() -> None:
    """Keys in `w('…')`, and those chosen between in it, are in the table."""
    asked = {key for call in re.findall(r"\bw\(([^)]*)\)", TEMPLATES) for key in re.findall(r"'(\w[\w-]*)'", call)}
    literal = {key for key in asked if not key.endswith("_") and not key.startswith("_")}
    values = {"to-read"}  # compared with in a call, not asked for

    assert literal - values - WORDS.keys() == set()


def test_every_word_is_asked_for() -> None:
    """A word that no template shows is left over."""
    left = {key for key in WORDS if f"'{key}'" not in TEMPLATES and not key.startswith(MADE)}

    assert left - NAMED == set()


def test_every_relation_has_words_from_both_ends() -> None:
    """The relations of the table, and the thin ones, can be said forward and back."""
    wanted = {f"rel_{name}{end}" for name in (*RELATIONS, "mentions") for end in ("", "_inverse")}

    assert wanted - WORDS.keys() == set()
