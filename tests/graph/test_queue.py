"""What to read next: the ranking, counted by hand."""

from papernotes import graph
from papernotes.graph.queue import next_up

from .conftest import entry, note, relation, site


def test_a_ranking_counted_by_hand() -> None:
    """3 for each read paper of the lineage, 2 for each note that names it, 1 for each list, 4·(4 − priority)."""
    linked = site(
        note("read1.md", "paper", "Read one", status="read", issued="2015"),
        note("read2.md", "paper", "Read two", status="skimmed", issued="2016",
             relations=(relation("builds_on", "[[lineage]]"),)),
        note("unread.md", "paper", "Unread", status="to-read", issued="2011"),
        note("lineage.md", "paper", "Lineage", status="to-read", issued="2014",
             relations=(relation("builds_on", "[[read1]]"), relation("extends", "[[unread]]"))),
        note("urgent.md", "paper", "Urgent", status="to-read", issued="2020", priority=1),
        note("later.md", "paper", "Later", status="to-read", issued="2010", priority=3),
        note("named.md", "paper", "Named", status="to-read", issued="2019"),
        note("essay.md", "note", "Essay", "[[named]]", "[[named]]", "[[urgent]]"),
        note("second.md", "note", "Second", "[[named]]"),
        note("queue.md", "list", "Queue", entries=(entry("[[named]]"), entry("[[later]]"))),
        note("tale.md", "story", "Tale", entries=(entry("[[later]]", form="heading"),)),
    )  # fmt: skip

    found = [(each.paper.name, each.score, each.lineage, each.notes, each.lists) for each in next_up(linked)]
    assert found == [
        ("urgent", 14, 0, 1, 0),  # 4·3 + 2·1
        ("later", 6, 0, 0, 2),  # 4·1 + a list and a story; older than the next
        ("lineage", 6, 2, 0, 0),  # 3·2: it builds on read1, read2 on it; `unread` is not read
        ("named", 5, 0, 2, 1),  # 2·2 + a list; an essay that names it twice is one note
        ("unread", 0, 0, 0, 0),
    ]


def test_ties_go_by_year_and_name() -> None:
    """The older first, those without a year last, then by the name of the page."""
    linked = site(
        note("b.md", "paper", "B", status="to-read", issued="2001-05"),
        note("a.md", "paper", "A", status="to-read", issued="2001-09"),
        note("old.md", "paper", "Old", status="to-read", issued="1990"),
        note("never.md", "paper", "Never", status="to-read"),
    )

    assert [each.paper.name for each in next_up(linked)] == ["old", "a", "b", "never"]


def test_who_waits() -> None:
    """What is to be read by its status, or has no status, no note, and a priority or a place in a list of mine."""
    linked = site(
        note("noted.md", "paper", "Noted"),
        note("done.md", "paper", "Done", status="read", priority=1),
        note("mine.md", "list", "Mine", entries=(entry("[@stub]"), entry("[[noted]]"), entry("[[done]]"))),
        note("class.md", "list", "Class", entries=(entry("[@assigned]"),), show_status=False),
        note("year.md", "catalogue", "Year", entries=(entry("[@listed]"), entry("[@planned]", priority=2))),
    )

    assert {each.paper.name for each in next_up(linked)} == {"stub", "planned"}
    assert graph.next_up(site()) == ()


def test_the_beginning_of_the_queue_is_found_alone() -> None:
    """The first of the ranking, whether or not all the others are ranked."""
    notes = [
        note(f"p{n}.md", "paper", f"Paper {n}", status="to-read", issued=str(2000 + n % 3), priority=n % 4)
        for n in range(12)
    ]
    essays = [note(f"e{n}.md", "note", f"E {n}", *(f"[[p{m}]]" for m in range(n, 12, 3))) for n in range(5)]

    for count in (0, 1, 3, 12, 20):
        fresh = site(*notes, *essays)
        assert graph.first_up(fresh, count) == next_up(site(*notes, *essays))[:count]
