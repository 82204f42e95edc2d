"""Every case of tests/cases comes out as it is written there."""

import pytest

from markdown.literate import FOLDER, Case, read, update

CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in read(path)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.path.stem}: {case.name}")
def test_case(case: Case, request: pytest.FixtureRequest) -> None:
    """The note of a case gives the body, the problems and whatever else is written under it."""
    if request.config.getoption("--update-cases", default=False):
        update(case)
        return
    expected = {name: text for name, text in case.blocks.items() if name not in ("note", "settings")}

    assert expected == case.found()


def test_case_names_differ() -> None:
    """No two cases of a file have one name, so that each can be run and rewritten by itself."""
    names = [(case.path, case.name) for case in CASES]

    assert sorted(set(names)) == sorted(names)
