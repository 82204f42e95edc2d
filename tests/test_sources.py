"""Sources: every file of a project is read, listed, ignored or said to be unreadable."""

import os
import socket
from hashlib import blake2b
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes.model.settings import Config
from papernotes.sources import Sources, decode, is_csl, read


def write(root: Path, name: str, content: str | bytes = "text\n") -> Path:
    """One file with its folders."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def paths(found: Sources) -> list[str]:
    """The paths of the notes."""
    return [note.path for note in found.notes]


def problems(found: Sources) -> list[tuple[str, str, int, int]]:
    """Code, path, line and column of each diagnostic."""
    return [(one.code.value, one.span.path, one.span.line, one.span.column) for one in found.diagnostics if one.span]


# What is found


def test_a_project_with_a_notes_folder(tmp_path: Path) -> None:
    """Notes, bibliographies and other files below notes/, static files apart, nothing from elsewhere."""
    for name in ("notes/b.md", "notes/a/c.MARKDOWN", "notes/a/refs.bib", "notes/x.biblatex", "notes/a/fig.png"):
        write(tmp_path, name)
    for name in ("README.md", "static/cv.pdf", "static/deep/CNAME", "templates/x.html", "site/index.html"):
        write(tmp_path, name)
    write(tmp_path, "notes/templates/kept.md")
    write(tmp_path, "notes/data.json", '{"a": 1}')
    found = read(tmp_path, Config())
    root = tmp_path.resolve()

    assert found.folder == str(root / "notes")
    assert paths(found) == ["a/c.MARKDOWN", "b.md", "templates/kept.md"]
    assert [note.shown for note in found.notes] == ["notes/a/c.MARKDOWN", "notes/b.md", "notes/templates/kept.md"]
    assert [one.path for one in found.bibliographies] == ["a/refs.bib", "x.biblatex"]
    assert found.files == (("a/fig.png", str(root / "notes/a/fig.png")), ("data.json", str(root / "notes/data.json")))
    assert found.static == (("cv.pdf", f"{root}/static/cv.pdf"), ("deep/CNAME", f"{root}/static/deep/CNAME"))
    assert found.diagnostics == ()


def test_a_folder_of_notes_is_a_project(tmp_path: Path) -> None:
    """Without notes/ the root is the notes folder, without our own folders and what editors leave."""
    for name in ("a.md", "deep/er/b.md", "deep/site/c.md", "deep/templates/d.md"):
        write(tmp_path, name)
    ignored = (
        "site/x.md static/x.md templates/x.md .obsidian/x.md .trash/x.md .git/x.md node_modules/x.md .hidden.md "
        "a.md~ .a.md.swp a.md.swp #a.md# .DS_Store ~$a.md __pycache__/x.md"
    )
    for name in ignored.split():
        write(tmp_path, name)
    found = read(tmp_path, Config())

    assert paths(found) == ["a.md", "deep/er/b.md", "deep/site/c.md", "deep/templates/d.md"]
    assert [note.shown for note in found.notes] == paths(found)
    assert [path for path, _ in found.static] == ["x.md"]
    assert (found.files, found.diagnostics) == ((), ())


def test_the_output_folder_is_the_one_of_the_settings(tmp_path: Path) -> None:
    """Only the configured output is passed over."""
    write(tmp_path, "public/x.md")
    write(tmp_path, "site/y.md")

    assert paths(read(tmp_path, Config(output="public"))) == ["site/y.md"]


def test_an_empty_project_is_nothing(tmp_path: Path) -> None:
    """No file, no word."""
    assert read(tmp_path, Config()) == Sources(str(tmp_path.resolve()))


def test_bibliographies_of_the_settings_may_lie_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Below home, beside the notes, or already found; one that is missing is an error."""
    write(tmp_path, "home/Zotero/library.bib")
    write(tmp_path, "project/notes/own.bib")
    write(tmp_path, "project/refs/more.bib")
    write(tmp_path, "project/notes/a.md")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    named = ("~/Zotero/library.bib", "refs/more.bib", "notes/own.bib", "refs/gone.bib", "refs", "~nobody-here/x.bib")
    found = read(tmp_path / "project", Config(bibliography=named))

    assert [(one.path, one.shown) for one in found.bibliographies] == [
        ("../refs/more.bib", "refs/more.bib"),
        ("own.bib", "notes/own.bib"),
        ("~/Zotero/library.bib", "~/Zotero/library.bib"),
    ]
    assert [problem[:2] for problem in problems(found)] == [
        ("file-unreadable", "refs"),
        ("file-unreadable", "refs/gone.bib"),
        ("file-unreadable", "~nobody-here/x.bib"),
    ]


# Texts


def test_the_digest_stands_for_path_and_text(tmp_path: Path) -> None:
    """blake2b of 16 bytes over path, NUL and text; line ends and BOM do not count."""
    write(tmp_path, "a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    note = read(tmp_path, Config()).notes[0]

    assert note.text == "one\ntwo\nthree\n"
    assert note.digest == blake2b(b"a.md\0one\ntwo\nthree\n", digest_size=16).hexdigest()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("é".encode("latin-1"), (1, 1)),
        (b"ab\ncd \xff", (2, 4)),
        (b"\xef\xbb\xbfab\n\xc3\xa9 \xff", (2, 3)),
        ("text".encode("utf-16"), (1, 1)),
        (b"\x89PNG\r\n", (1, 1)),
    ],
)
def test_what_is_not_utf8_is_an_error_with_its_place(tmp_path: Path, content: bytes, place: tuple[int, int]) -> None:
    """The file is left out, the others are read."""
    write(tmp_path, "bad.md", content)
    write(tmp_path, "good.md")
    found = read(tmp_path, Config())

    assert paths(found) == ["good.md"]
    assert problems(found) == [("file-encoding", "bad.md", *place)]
    assert found.diagnostics[0].hint == "save it as UTF-8"


def test_nul_bytes_are_shown(tmp_path: Path) -> None:
    """A NUL in a text becomes U+FFFD with an error; a file of NULs alone makes no note."""
    write(tmp_path, "some.md", b"one\ntw\0o")
    write(tmp_path, "only.md", b"\0" * 594)
    found = read(tmp_path, Config())

    assert [note.text for note in found.notes] == ["one\ntw\ufffdo"]
    assert problems(found) == [("file-encoding", "only.md", 1, 1), ("file-encoding", "some.md", 2, 3)]


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_warning(tmp_path: Path, content: bytes) -> None:
    """It makes no note."""
    write(tmp_path, "empty.md", content)
    found = read(tmp_path, Config())

    assert found.notes == ()
    assert problems(found) == [("file-empty", "empty.md", 1, 1)]


def test_large_files(tmp_path: Path) -> None:
    """5 MB are read, more than 32 MB are left out with a warning; attachments of any size are only named."""
    write(tmp_path, "large.md", "words and words\n" * 330_000)
    for name in ("huge.md", "huge.json", "huge.pdf"):
        with write(tmp_path, name, "[{").open("r+b") as file:
            file.truncate(33 * 1024 * 1024)
    found = read(tmp_path, Config())

    assert [len(note.text) for note in found.notes] == [5_280_000]
    assert problems(found) == [("file-large", "huge.md", 1, 1)]
    assert [path for path, _ in found.files] == ["huge.json", "huge.pdf"]


@given(st.binary(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_text_or_a_diagnostic(data: bytes) -> None:
    """Nothing raises; text holds no carriage return and no NUL."""
    text, problem = decode(data, "a.md")

    assert not {"\r", "\0"} & set(text)
    assert text or problem or not data.removeprefix(b"\xef\xbb\xbf")
    assert is_csl(data) in (True, False)


# CSL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"id": "a", "type": "book"}]', True),
        ('\ufeff [ {"title": "A", "author": [{"family": "B"}], "type": "article-journal"}, {"x": 1}]', True),
        ('{"items": [{"id": "a", "type": "book"}]}', True),
        ('{"version": 1, "items": [{"id": "a", "type": "book"}]}', True),
        ('[{"id": "a", "type": "book", "abstract": "' + "x" * 70_000, True),
        ('[{"id": "a", "type": "book" "broken', True),
        ('[{"id": "a"}]', False),
        ('[{"type": 3, "id": "a"}]', False),
        ('[{"type": "book"}]', False),
        ("[]", False),
        ("{}", False),
        ('{"type": "FeatureCollection", "id": "a"}', False),
        ('{"config": {"a": 1}, "items": [{"itemType": "book", "title": "a"}]}', False),
        ('[{"a": ' + "[" * 60_000, False),
        ("not json", False),
        ("", False),
    ],
)
def test_csl_is_told_from_other_json(tmp_path: Path, text: str, expected: bool) -> None:
    """A list of objects with a type and a title or id; other JSON is an ordinary file."""
    write(tmp_path, "x.json", text)
    found = read(tmp_path, Config())

    assert expected == is_csl(text.encode())
    assert (["x.json"] if expected else []) == [one.path for one in found.bibliographies]
    assert ([] if expected else ["x.json"]) == [path for path, _ in found.files]


# What is no ordinary file


def test_pipes_and_sockets_are_skipped(tmp_path: Path) -> None:
    """Neither is opened, so nothing blocks; a folder named like a note is walked with a warning."""
    write(tmp_path, "folder.md/inside.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "link.md").symlink_to("pipe.md")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(tmp_path)
        server.bind("socket.md")
        os.chdir(here)
        found = read(tmp_path, Config(bibliography=("pipe.md",)))

    assert paths(found) == ["folder.md/inside.md"]
    assert [problem[:2] for problem in problems(found)] == [
        ("file-skipped", "folder.md"),
        ("file-skipped", "link.md"),
        ("file-unreadable", "pipe.md"),
        ("file-skipped", "pipe.md"),
        ("file-skipped", "socket.md"),
    ]


def test_links_are_followed_inside_the_project_once(tmp_path: Path) -> None:
    """A folder or file beside the notes is read under the link's name; no cycle, nothing twice."""
    write(tmp_path, "elsewhere/secret.md", "secret")
    root = tmp_path / "project"
    for name in ("notes/a.md", "papers/p.md", "papers/deep/q.md", "one.md", ".obsidian/hidden.md", "site/x.md"):
        write(root, name)
    links = {
        "papers": "../papers",
        "again": "../papers",
        "deep": "../papers/deep",
        "one.md": "../one.md",
        "same.md": "a.md",
        "up": "..",
        "self": ".",
        "loop": "loop",
        "nowhere.md": "gone.md",
        "out.md": str(tmp_path / "elsewhere/secret.md"),
        "outside": str(tmp_path / "elsewhere"),
        "hidden.md": "../.obsidian/hidden.md",
        "output": "../site",
    }
    for name, target in links.items():
        (root / "notes" / name).symlink_to(target)
    (root / "papers" / "back").symlink_to("../notes")
    found = read(root, Config())

    assert paths(found) == ["a.md", "again/deep/q.md", "again/p.md", "one.md"]
    assert [problem[1] for problem in problems(found)] == [
        f"notes/{name}" for name in ("hidden.md", "loop", "nowhere.md", "out.md", "output", "outside")
    ]
    assert {problem[0] for problem in problems(found)} == {"file-skipped"}
    assert "secret" not in str(found.notes)


def test_a_notes_folder_outside_the_project_is_not_read(tmp_path: Path) -> None:
    """Not even when notes/ itself is the link."""
    write(tmp_path, "elsewhere/secret.md")
    (tmp_path / "project").mkdir()
    (tmp_path / "project/notes").symlink_to(tmp_path / "elsewhere")
    found = read(tmp_path / "project", Config())

    assert found.notes == ()
    assert [problem[0] for problem in problems(found)] == ["file-skipped"]


def test_what_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or folder that the system refuses is named, the others are read."""
    write(tmp_path, "a.md")
    write(tmp_path, "locked.md")
    write(tmp_path, "closed/b.md")
    opened, scanned = os.open, os.scandir

    def refuse(path: str, *rest: int) -> int:
        if path.endswith("locked.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *rest)

    def refuse_folder(path: str) -> object:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scanned(path)

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "scandir", refuse_folder)
    found = read(tmp_path, Config())

    assert paths(found) == ["a.md"]
    assert problems(found) == [("file-unreadable", "closed", 1, 1), ("file-unreadable", "locked.md", 1, 1)]


def test_names_that_are_no_text_are_skipped(tmp_path: Path) -> None:
    """A file name in another encoding is said in characters that can be printed; Unicode names are fine."""
    write(tmp_path, "注意.md")
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md")).write_text("x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    found = read(tmp_path, Config())

    assert paths(found) == ["注意.md"]
    assert problems(found) == [("file-skipped", "caf?.md", 1, 1)]


def test_a_file_that_grows_while_it_is_read_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system gives in pieces is put together."""
    write(tmp_path, "a.md", "word " * 1000)
    once = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: once(handle, min(size, 700)))

    assert read(tmp_path, Config()).notes[0].text == "word " * 1000


def test_reading_twice_is_the_same(tmp_path: Path) -> None:
    """Order comes from names alone."""
    for name in ("b/x.md", "a/y.md", "a/b/z.md", "B.md", "é.md", "a.md", "f1.png", "F.png"):
        write(tmp_path, name)
    found = read(tmp_path, Config())

    assert found == read(tmp_path, Config())
    assert paths(found) == sorted(paths(found))
