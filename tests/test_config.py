"""Settings come from a file, the environment and options, and whatever is wrong with them is said with its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.config import find_root, load, parsing
from papernotes.model.problem import Code, PapernotesError, Span
from papernotes.model.settings import Config


def write(folder: Path, name: str, text: str) -> Path:
    """Write a file of the project."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def failure(folder: Path, text: str | bytes) -> PapernotesError:
    """What a settings file is refused with."""
    path = folder / "papernotes.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(PapernotesError) as caught:
        load(folder, environment={})
    assert caught.value.code == 2
    return caught.value


def test_a_folder_without_settings_has_the_defaults(tmp_path: Path) -> None:
    """No file, no environment, no option: every value is the default and says so."""
    config, diagnostics, origins = load(tmp_path, environment={})

    assert config == Config(root=str(tmp_path.resolve()))
    assert diagnostics == ()
    assert set(origins.values()) == {"default"}


def test_an_empty_file_means_defaults(tmp_path: Path) -> None:
    """A settings file with nothing in it is as good as none."""
    write(tmp_path, "papernotes.toml", "")

    assert load(tmp_path, environment={}).config == Config(root=str(tmp_path.resolve()))


def test_every_kind_of_setting_is_read_from_the_file(tmp_path: Path) -> None:
    """Texts, choices, booleans, lists and tables get their type."""
    write(
        tmp_path,
        "papernotes.toml",
        'title = "My notes"\npublish = "marked"\nzotero = false\nexclude = ["old/*"]\nshow_properties = ["venue"]\n'
        '[macros]\n"\\\\R" = "\\\\mathbb{R}"\n[relations]\nrefutes = { inverse = "is refuted by", lineage = false }\n'
        '[authors]\n"Ada Lovelace" = ["A. Lovelace"]\n',
    )
    config = load(tmp_path, environment={}).config

    assert (config.title, config.publish, config.zotero) == ("My notes", "marked", False)
    assert (config.exclude, config.show_properties) == (("old/*",), ("venue",))
    assert config.macros == {"\\R": "\\mathbb{R}"}
    assert config.relations == {"refutes": {"inverse": "is refuted by", "lineage": False}}
    assert config.authors == {"Ada Lovelace": ("A. Lovelace",)}


def test_pyproject_holds_the_settings_where_there_is_no_file_of_their_own(tmp_path: Path) -> None:
    """`[tool.papernotes]` is read; papernotes.toml beside it is stronger."""
    write(tmp_path, "pyproject.toml", '[project]\nname = "x"\n\n[tool.papernotes]\ntitle = "Shared"\n')
    shared = load(tmp_path, environment={})
    write(tmp_path, "papernotes.toml", 'title = "Own"\n')

    assert (shared.config.title, shared.origins["title"]) == ("Shared", "pyproject.toml:5")
    assert load(tmp_path, environment={}).config.title == "Own"


def test_a_broken_pyproject_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """Another tool's file is not our business, until it has our table."""
    write(tmp_path, "pyproject.toml", "[project\n")
    assert load(tmp_path, environment={}).config.title == "papernotes"

    write(tmp_path, "pyproject.toml", "[tool.papernotes]\ntitle = \n")
    with pytest.raises(PapernotesError, match=r"^pyproject\.toml:2:9 this is not TOML"):
        load(tmp_path, environment={})


def test_options_beat_the_environment_and_that_beats_the_file(tmp_path: Path) -> None:
    """The nearest word to the command wins, and each value knows where it came from."""
    write(tmp_path, "papernotes.toml", 'title = "File"\nauthor = "File"\n\nlanguage = "de"\n')
    environment = {"PAPERNOTES_TITLE": "Environment", "PAPERNOTES_AUTHOR": "Environment"}
    config, _, origins = load(tmp_path, overrides={"title": "Option", "output": None}, environment=environment)

    assert (config.title, config.author, config.language, config.output) == ("Option", "Environment", "de", "site")
    assert [origins[key] for key in ("title", "author", "language", "output")] == [
        "--title",
        "PAPERNOTES_AUTHOR",
        "papernotes.toml:4",
        "default",
    ]


def test_the_environment_speaks_in_words(tmp_path: Path) -> None:
    """A list is separated by commas, a boolean is yes or no, an empty variable says nothing."""
    environment = {
        "PAPERNOTES_NAV": "map, reading",
        "PAPERNOTES_ZOTERO": "no",
        "PAPERNOTES_SHOW_PROPERTIES": "yes",
        "PAPERNOTES_TITLE": "",
    }
    config = load(tmp_path, environment=environment).config

    assert (config.nav, config.zotero, config.show_properties, config.title) == (
        ("map", "reading"),
        False,
        True,
        "papernotes",
    )


def test_an_unknown_key_is_a_warning_with_the_key_that_was_meant(tmp_path: Path) -> None:
    """The rest of the file counts, and the message points at the key."""
    write(tmp_path, "papernotes.toml", 'title = "T"\n  baseurl = "https://example.org"\n')
    config, (problem,), _ = load(tmp_path, environment={})

    assert config.title == "T"
    assert problem.code is Code.SETTING_UNKNOWN
    assert problem.span == Span("papernotes.toml", 2, 3, 10)
    assert problem.source == '  baseurl = "https://example.org"'
    assert problem.hint == "did you mean base_url?"


def test_the_root_is_no_setting(tmp_path: Path) -> None:
    """A file cannot say that the project is elsewhere."""
    write(tmp_path, "papernotes.toml", 'root = "/"\n')
    config, problems, _ = load(tmp_path, environment={})

    assert config.root == str(tmp_path.resolve())
    assert [problem.code for problem in problems] == [Code.SETTING_UNKNOWN]


def test_a_misspelt_variable_is_a_warning_and_a_strange_one_is_not(tmp_path: Path) -> None:
    """Other programs may begin their variables with our name."""
    environment = {"PAPERNOTES_BASEURL": "x", "PAPERNOTES_SOMETHING_ELSE": "y", "HOME": "/"}
    problems = load(tmp_path, environment=environment).diagnostics

    assert [problem.hint for problem in problems] == ["did you mean base_url?"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 3\n", "papernotes.toml:1:9 title must be text in quotes, not 3"),
        ("\nzotero = 'yes'\n", 'papernotes.toml:2:10 zotero must be true or false, not "yes"'),
        ("publish = 'al'\n", 'papernotes.toml:1:11 publish must be "all" or "marked", not "al"'),
        ("include = '*.md'\n", 'papernotes.toml:1:11 include must be a list of texts: ["…", "…"], not "*.md"'),
        ("nav = [1]\n", 'papernotes.toml:1:7 nav must be a list of texts: ["…", "…"], not [1]'),
        (
            "[macros]\na = 'x'\nb = 1\n",
            'papernotes.toml:3:5 macros must be a table whose values are text in quotes, not {"a": "x", "b": 1}',
        ),
        ("title = 1979-05-27\n", 'papernotes.toml:1:9 title must be text in quotes, not "1979-05-27"'),
        (
            "language = '../x'\n",
            'papernotes.toml:1:12 language must be a code of letters such as en or pt-BR, not "../x"',
        ),
        ("base_url = 'example.org'\n", "papernotes.toml:1:12 base_url must be a full address"),
        ("base_url = 'javascript://example.org'\n", "papernotes.toml:1:12 base_url must be a full address"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    """File, line, column, what is wanted and what was found."""
    assert failure(tmp_path, text).message == message


def test_a_near_choice_is_proposed(tmp_path: Path) -> None:
    """A misspelt choice gets the right one as its hint."""
    assert failure(tmp_path, "html = 'sanitise'\n").hint == "did you mean sanitize?"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ('title = "x\n', "papernotes.toml:1:11 this is not TOML"),
        ("title = 1\ntitle = 2\n", "papernotes.toml:2:"),
        ("a = 1\nb", "papernotes.toml:2:2 this is not TOML"),
        ("a = " + "[" * 5000, "papernotes.toml:1:65 brackets are nested"),
        ("a = " + "1" * 5000, "papernotes.toml:1:1 this is not TOML"),
        (b'title = "caf\xe9"\n', "papernotes.toml:1:13 this is not UTF-8"),
        (b"\n\nx = \xff", "papernotes.toml:3:5 this is not UTF-8"),
        ("\0", "papernotes.toml:1:1 this is not TOML"),
    ],
    ids=range(8),
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, text: str | bytes, start: str) -> None:
    """Not TOML, not UTF-8, too deep: one line that begins with file:line:col."""
    assert failure(tmp_path, text).message.startswith(start)


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="[]{}=.,\"'#\n tile3", max_size=60))
def test_no_text_makes_the_reader_fall_over(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Any text gives settings or a refusal, never another exception."""
    folder = tmp_path_factory.mktemp("any")
    write(folder, "papernotes.toml", text)
    try:
        message = load(folder, environment={}).config.title
    except PapernotesError as error:
        message = error.message
    assert message == "papernotes" or message.startswith("papernotes.toml:") or "title" in text


def test_another_file_can_be_named(tmp_path: Path) -> None:
    """`--config` names a file of any name; one that is not there is refused."""
    path = write(tmp_path, "ci/other.toml", 'title = "Other"\n')
    loaded = load(tmp_path, path, environment={})

    assert (loaded.config.title, loaded.origins["title"]) == ("Other", "ci/other.toml:1")
    with pytest.raises(PapernotesError, match="cannot be read"):
        load(tmp_path, tmp_path / "none.toml", environment={})


def test_a_root_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """A folder must exist to be a project."""
    with pytest.raises(PapernotesError, match="there is no folder"):
        load(tmp_path / "nowhere")


@pytest.mark.parametrize("sign", ["papernotes.toml", "notes/a.md", "pyproject.toml"])
def test_the_root_is_found_upwards(tmp_path: Path, sign: str) -> None:
    """Settings or a notes/ folder make a project of the nearest folder that has them."""
    write(tmp_path, sign, "[tool.papernotes]\n")
    inner = tmp_path / "notes" / "deep"
    inner.mkdir(parents=True, exist_ok=True)

    assert find_root(inner) == tmp_path
    assert find_root(tmp_path) == tmp_path


def test_a_folder_that_nothing_marks_is_its_own_root(tmp_path: Path) -> None:
    """A folder of notes is enough; another tool's pyproject.toml above it changes nothing."""
    write(tmp_path, "pyproject.toml", "[project]\nname = 'papernotes-like'\n")
    inner = tmp_path / "vault"
    inner.mkdir()

    assert find_root(inner) == inner


def test_a_notes_folder_at_home_claims_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`~/notes` is no reason to take the whole home folder for a project."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "notes" / "deep").mkdir(parents=True)
    (tmp_path / "vault").mkdir()

    assert find_root(tmp_path / "vault") == tmp_path / "vault"
    assert find_root(tmp_path) == tmp_path


def test_parsing_depends_on_what_changes_parsing(tmp_path: Path) -> None:
    """Settings that change what a file becomes are in the key of what is remembered, sorted; others are not."""
    one = Config(macros={"b": "2", "a": "1"}, relations={"refutes": "is refuted by"}, html="escape")
    two = Config(macros={"a": "1", "b": "2"}, relations={"refutes": "is refuted by"}, html="escape", title="Another")

    assert parsing(one) == parsing(two)
    assert parsing(one).macros == (("a", "1"), ("b", "2"))
    assert parsing(one).relations == ("refutes",)
    assert parsing(one) != parsing(Config())
