"""Files of the site are whole, ours alone are touched, and a killed build is mended by the next."""

import errno
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papernotes import output
from papernotes.model.page import Copy
from papernotes.model.problem import Code, PapernotesError
from papernotes.model.settings import Config

Pages = dict[str, bytes]


def write(folder: Path, pages: Pages, copies: tuple[Copy, ...] = (), kept: tuple[str, ...] = ()) -> output.Written:
    """Write a site of the given pages."""
    return output.write(folder, iter(pages.items()), copies, kept)


def tree(folder: Path) -> Pages:
    """Every file of a folder by its path, but for the manifest."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != output.MANIFEST)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder of a site that does not exist yet."""
    return tmp_path / "site"


def test_a_site_is_written_and_written_again_only_where_it_differs(site: Path) -> None:
    """The second build writes what changed, leaves the rest alone, and removes what nobody wants."""
    first = write(site, {"index.html": b"1", "papers/a.html": b"2", "papers/b.html": b"3"})
    before = (site / "index.html").stat().st_mtime_ns, (site / "index.html").stat().st_ino
    second = write(site, {"index.html": b"1", "papers/a.html": b"new", "topics/c.html": b"4"})

    assert (first.written, first.removed, second.written, second.removed) == (3, 0, 2, 1)
    assert tree(site) == {"index.html": b"1", "papers/a.html": b"new", "topics/c.html": b"4"}
    assert ((site / "index.html").stat().st_mtime_ns, (site / "index.html").stat().st_ino) == before


def test_nothing_changed_nothing_touched(site: Path) -> None:
    """A second build with the same pages does not even write the manifest."""
    write(site, {"a/b.html": b"1"})
    before = {path: path.stat() for path in (site, site / "a", site / "a/b.html", site / output.MANIFEST)}

    assert write(site, {"a/b.html": b"1"}) == output.Written(0, 0)
    assert {path: path.stat() for path in before} == before


def test_kept_pages_stay_as_they_are(site: Path) -> None:
    """A page that is neither given nor stale is kept, and still ours later; also when the manifest has been lost."""
    write(site, {"a.html": b"1", "b.html": b"2"})
    assert write(site, {"a.html": b"1"}, kept=("b.html",)) == output.Written(0, 0)

    (site / output.MANIFEST).unlink()
    write(site, {}, kept=("a.html", "b.html"))
    assert write(site, {"a.html": b"1"}).removed == 1


def test_folders_that_become_empty_go(site: Path) -> None:
    """The last page of a folder takes the folder with it, but not one in which something of the user's lies."""
    write(site, {"index.html": b"1", "topics/a/b/c.html": b"2", "notes/d.html": b"3"})
    (site / "notes" / "mine.txt").write_text("mine")
    write(site, {"index.html": b"1"})

    assert tree(site) == {"index.html": b"1", "notes/mine.txt": b"mine"}
    assert not (site / "topics").exists()


def test_a_foreign_file_where_a_page_must_go_is_kept(site: Path) -> None:
    """The user's file stays, the page is an error that names both, and the other pages are written."""
    (site / "papers").mkdir(parents=True)
    (site / "papers/a.html").write_bytes(b"mine")
    done = write(site, {"papers/a.html": b"page", "b.html": b"2"})

    assert tree(site) == {"papers/a.html": b"mine", "b.html": b"2"}
    assert [problem.code for problem in done.diagnostics] == [Code.OUTPUT_FOREIGN]
    assert done.diagnostics[0].message == "site/papers/a.html stands where the page papers/a.html must go; it was kept"
    assert write(site, {}).removed == 1
    assert tree(site) == {"papers/a.html": b"mine"}


def test_a_link_or_folder_where_a_page_must_go_is_kept(site: Path, tmp_path: Path) -> None:
    """Nothing is written through a link, not even one that stands for a folder."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.html").write_bytes(b"theirs")
    site.mkdir()
    (site / "papers").symlink_to(outside)
    (site / "b.html").symlink_to(outside / "a.html")
    (site / "c.html").mkdir()
    done = write(site, {"papers/a.html": b"1", "papers/x.html": b"2", "b.html": b"3", "c.html": b"4"})

    assert [problem.code for problem in done.diagnostics] == [Code.OUTPUT_FOREIGN] * 4
    assert tree(outside) == {"a.html": b"theirs"}
    assert done.written == 0


def test_a_foreign_file_with_the_pages_own_bytes_becomes_ours(site: Path) -> None:
    """Where the manifest was lost, equal files are taken over without a word."""
    write(site, {"a.html": b"1"})
    (site / output.MANIFEST).unlink()

    assert write(site, {"a.html": b"1"}) == output.Written(0, 0)
    assert write(site, {}).removed == 1


def test_files_that_papernotes_did_not_write_survive(site: Path) -> None:
    """CNAME, .git and pages of the user's own outlive builds and clean."""
    write(site, {"a.html": b"1"})
    mine = {"CNAME": b"example.org", ".git/HEAD": b"ref", "own/page.html": b"own"}
    for name, content in mine.items():
        (site / name).parent.mkdir(exist_ok=True)
        (site / name).write_bytes(content)
    write(site, {"b.html": b"2"})
    assert tree(site) == {**mine, "b.html": b"2"}

    assert output.clean(site) == output.Cleaned(1)
    assert tree(site) == mine


def test_what_was_changed_behind_our_back_is_mended_or_kept(site: Path) -> None:
    """A page still wanted is restored byte for byte; one no longer wanted, but changed by somebody, stays."""
    write(site, {"a.html": b"1", "b.html": b"2", "c.html": b"3"})
    (site / "a.html").write_bytes(b"edited")
    (site / "b.html").write_bytes(b"edited")
    (site / "c.html").unlink()
    write(site, {"a.html": b"1", "c.html": b"3"})

    assert tree(site) == {"a.html": b"1", "b.html": b"edited", "c.html": b"3"}


def test_clean_removes_what_is_ours_and_says_what_it_kept(site: Path) -> None:
    """Only files with our digest go; the folder goes when nothing is left in it."""
    write(site, {"a.html": b"1", "papers/b.html": b"2"})
    (site / "a.html").write_bytes(b"edited")
    assert output.clean(site) == output.Cleaned(1, ("a.html",))
    assert tree(site) == {"a.html": b"edited"}

    (site / "a.html").unlink()
    assert output.clean(site) == output.Cleaned(0)
    assert not site.exists()
    assert output.clean(site) == output.Cleaned(0)


MANIFESTS = [
    b"",
    b"\xff\xfe\0\0",
    b"papernotes manifest 99\nwhat is this\n",
    b"papernotes manifest 1\n" + b"0" * 32 + b" ../outside.txt\n" + b"0" * 32 + b" /etc/passwd\n",
    b"papernotes manifest 1\nc4ca4238a0b923820dcc509a6f75849b",
]


@pytest.mark.parametrize("manifest", MANIFESTS, ids=range(len(MANIFESTS)))
def test_a_strange_manifest_deletes_and_overwrites_nothing(site: Path, manifest: bytes) -> None:
    """Truncated, foreign or hostile lists: files not ours stay, the list is made anew."""
    outside = site.parent / "outside.txt"
    outside.write_bytes(b"precious")
    write(site, {"a.html": b"1"})
    (site / "b.html").write_bytes(b"mine")
    (site / output.MANIFEST).write_bytes(manifest)
    done = write(site, {"a.html": b"1", "c.html": b"3"})

    assert (done.written, done.removed, done.diagnostics) == (1, 0, ())
    assert tree(site) == {"a.html": b"1", "b.html": b"mine", "c.html": b"3"}
    assert outside.read_bytes() == b"precious"
    assert write(site, {}).removed == 2


def test_a_manifest_with_the_right_digest_reaches_nothing_outside(site: Path, tmp_path: Path) -> None:
    """Lines that lead out of the folder, by dots or through a link, are not followed even if the digest fits."""
    outside = tmp_path / "outside"
    write(outside, {"a.html": b"1"})
    digest = (outside / output.MANIFEST).read_text().splitlines()[1].split()[0]
    site.mkdir()
    (site / "link").symlink_to(outside)
    lines = [f"{digest} {url}\n" for url in ("../outside/a.html", str(outside / "a.html"), "link/a.html")]
    (site / output.MANIFEST).write_text("papernotes manifest 1\n" + "".join(lines))

    assert write(site, {"b.html": b"2"}).removed == 0
    assert output.clean(site).removed == 1
    assert (outside / "a.html").exists()


def test_attachments_are_copied_in_pieces(site: Path, tmp_path: Path) -> None:
    """A file larger than one piece arrives whole; unchanged it is not copied again; one that is gone is an error."""
    source = tmp_path / "slides.pdf"
    source.write_bytes(os.urandom(700_000))
    copies = (Copy("files/slides.pdf", str(source)), Copy("files/gone.png", str(tmp_path / "gone.png")))
    done = write(site, {}, copies)

    assert tree(site) == {"files/slides.pdf": source.read_bytes()}
    assert (done.written, [problem.code for problem in done.diagnostics]) == (1, [Code.FILE_UNREADABLE])
    assert write(site, {}, copies[:1]) == output.Written(0, 0)


def test_two_names_that_one_file_system_holds_for_one(site: Path) -> None:
    """The second of two that differ in case or Unicode form only is an error, on every system alike."""
    done = write(site, {"A.html": b"1", "a.html": b"2", "caf\u00e9.html": b"3", "cafe\u0301.html": b"4"})

    assert tree(site) == {"A.html": b"1", "caf\u00e9.html": b"3"}
    assert [problem.code for problem in done.diagnostics] == [Code.ADDRESS_CLASH] * 2


UNSAFE = ["", "/", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\\b", "a\0b", "a\nb", "\ud800", "a" * 256]


@pytest.mark.parametrize("url", [*UNSAFE, ".git/config", output.MANIFEST, "papers/.papernotes-tmp", "é" * 128])
def test_an_unsafe_name_is_refused(tmp_path: Path, url: str) -> None:
    """A name that could leave the folder, or hide our own records, is no path."""
    assert output.output_path(tmp_path, url) is None


def test_unsafe_pages_are_errors_and_the_others_are_written(site: Path) -> None:
    """One bad name stops nothing else."""
    done = write(site, {"../a.html": b"1", "b.html": b"2"})

    assert tree(site.parent) == {"site/b.html": b"2"}
    assert [problem.code for problem in done.diagnostics] == [Code.ADDRESS_UNSAFE]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("./\\ab \0\n:é\u202f#?%~"), max_size=12))
def test_every_path_stays_below_the_folder(url: str) -> None:
    """Whatever the name, its path is below the folder, or there is none."""
    path = output.output_path(Path("/somewhere/site"), url)

    assert path is None or Path(os.path.normpath(path)).is_relative_to("/somewhere/site")
    assert path is None or path.relative_to("/somewhere/site").as_posix() == url


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with notes."""
    root = tmp_path / "project"
    (root / "notes").mkdir(parents=True)
    return root


def refusal(project: Path, folder: str) -> str:
    """Why an output folder is refused, "" if it is not."""
    try:
        output.check_folder(Config(root=str(project), output=folder))
    except PapernotesError as error:
        return f"{error.message} (exit {error.code})"
    return ""


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        (".", "holds the project itself"),
        ("..", "holds the project itself"),
        ("notes", "lies in notes/"),
        ("notes/site", "lies in notes/"),
        ("templates/x", "lies in templates/"),
        ("/", "holds the project itself"),
        ("file", "is not a folder"),
        ("link", "is a link"),
    ],
)
def test_a_folder_that_must_not_be_the_output(project: Path, folder: str, reason: str) -> None:
    """The project, what it lies in, the notes, a file, a link: refused, and nothing is written."""
    (project / "file").write_text("x")
    (project / "link").symlink_to(project.parent)
    before = sorted(project.rglob("*"))

    assert f"{reason} (exit 2)" in refusal(project, folder)
    assert sorted(project.rglob("*")) == before


def test_home_is_no_output_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the home folder nor one that holds it."""
    monkeypatch.setenv("HOME", str(project.parent / "home" / "me"))

    assert "holds your home folder" in refusal(project, "../home/me")
    assert "holds your home folder" in refusal(project, "../home")


def test_a_folder_full_of_other_things_is_refused(project: Path) -> None:
    """Dot files alone, or our manifest, make a folder ours; anything else does not, and is named."""
    site = project / "site"
    site.mkdir()
    (site / ".gitignore").write_text("*")
    assert refusal(project, "site") == ""

    (site / "thesis.tex").write_text("years of work")
    assert "holds files that papernotes did not write (thesis.tex)" in refusal(project, "site")

    (site / output.MANIFEST).symlink_to(project / "notes")
    assert "thesis.tex" in refusal(project, "site")

    (site / output.MANIFEST).unlink()
    (site / output.MANIFEST).write_text("")
    assert refusal(project, "site") == ""


def test_a_vault_without_notes_folder_has_its_site_inside(tmp_path: Path) -> None:
    """Where the project's folder is the notes folder, site/ lies in it."""
    (tmp_path / "a.md").write_text("# A")

    assert refusal(tmp_path, "site") == ""


OPERATIONS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")


def killed_at(number: int, folder: Path, work: Callable[[], object]) -> bool:
    """Do some work in a process that dies just before its n-th file operation below a folder; True if it died."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0
    count = 0

    def hook(event: str, args: tuple[object, ...]) -> None:
        nonlocal count
        if event in OPERATIONS and str(args[0]).startswith(str(folder)):
            count += 1
            if count == number:
                os._exit(9)

    sys.addaudithook(hook)
    try:
        work()
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.skipif(threading.active_count() > 1, reason="other threads run, so that a fork could hang")
def test_killed_at_any_moment_the_next_build_is_clean(tmp_path: Path) -> None:
    """Before each file operation in turn: every file is old or new, nothing foreign is lost, one build mends all."""
    old = {"index.html": b"old", "papers/a.html": b"a", "topics/t/u.html": b"t"}
    new = {"index.html": b"new", "papers/b.html": b"b", "lists/l.html": b"l"}
    last = {"index.html": b"last"}
    for number in range(1, 200):
        site = tmp_path / f"site{number}"
        write(site, old)
        (site / "CNAME").write_bytes(b"mine")
        died = killed_at(number, site, lambda site=site: write(site, new))  # type: ignore[misc]
        between = {url: content for url, content in tree(site).items() if not url.endswith(".papernotes-tmp")}
        assert between.pop("CNAME") == b"mine"
        assert all(content in (old.get(url), new.get(url)) for url, content in between.items())

        write(site, last)  # a build with neither the old nor the new pages finds everything of ours
        assert tree(site) == {**last, "CNAME": b"mine"}
        if not died:
            break
    assert number > 20


@pytest.mark.parametrize(
    ("call", "failed"),
    [
        ("mkdir", ["d/e.html"]),
        ("open", ["a.html", "d/e.html", output.MANIFEST]),
        ("replace", ["a.html", "d/e.html", output.MANIFEST]),
        ("unlink", ["a.html", "d/e.html", output.MANIFEST]),
    ],
)
def test_a_disk_that_refuses_is_an_error_and_is_mended(
    site: Path, call: str, failed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Full, read-only: each file that could not be written is named; when the cause is gone one build mends all."""
    write(site, {"a.html": b"old", "b/c.html": b"c"})
    real = getattr(Path, call)

    def refuse(path: Path, *args: object, **options: object) -> object:
        reads = "rb" in (*args, options.get("mode"))
        if path.is_relative_to(site) and path != site and not reads:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, *args, **options)

    new = {"a.html": b"new", "d/e.html": b"e"}
    with monkeypatch.context() as patch:
        patch.setattr(Path, call, refuse)
        done = write(site, new)
        assert (site / "a.html").read_bytes() in (b"old", b"new")
    said = [problem.message for problem in done.diagnostics if problem.code is Code.OUTPUT_FAILED]
    assert said == [f"site/{name} could not be written: No space left on device" for name in failed]

    write(site, new)
    assert tree(site) == new


def test_a_persons_file_is_replaced_whole_with_its_permissions(tmp_path: Path) -> None:
    """`check --fix` keeps the mode of the note and leaves no other file."""
    note = tmp_path / "a.md"
    note.write_bytes(b"old")
    note.chmod(0o640)
    output.replace(note, b"new")

    assert (note.read_bytes(), stat.S_IMODE(note.stat().st_mode)) == (b"new", 0o640)
    assert list(tmp_path.iterdir()) == [note]


def test_two_builds_wait_for_each_other(tmp_path: Path) -> None:
    """The second says once that it waits, and goes on when the first is done."""
    said: list[str] = []
    order: list[str] = []

    def second() -> None:
        with output.lock(tmp_path, lambda: said.append("waiting")):
            order.append("second")

    with output.lock(tmp_path, lambda: said.append("never")):
        thread = threading.Thread(target=second)
        thread.start()
        while not said:
            thread.join(0.01)
        order.append("first")
    thread.join(5)

    assert (said, order) == (["waiting"], ["first", "second"])


def test_without_a_place_for_the_lock_work_goes_on(tmp_path: Path) -> None:
    """A read-only project is built all the same."""
    (tmp_path / ".papernotes").write_text("not a folder")
    with output.lock(tmp_path, lambda: None):
        pass


def test_an_interrupted_build_leaves_a_list_of_what_it_wrote(site: Path) -> None:
    """Pages may come from a generator that fails midway; what was written until then is known to be ours."""

    def pages() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"1"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        output.write(site, pages(), (), ())
    assert tree(site) == {"a.html": b"1"}
    assert write(site, {"b.html": b"2"}).removed == 1


def test_a_new_file_is_not_there_before_it_is_whole(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever serves the folder while a build writes shows the whole file or none, of new ones too."""
    source = tmp_path / "slides.pdf"
    source.write_bytes(b"0123456789")
    there: list[bool] = []

    def pieces(path: Path) -> Iterator[bytes]:
        for at in range(0, 10, 5):
            yield path.read_bytes()[at : at + 5]
            there.append((site / "files/slides.pdf").exists())

    monkeypatch.setattr(output, "_chunks", pieces)
    write(site, {}, (Copy("files/slides.pdf", str(source)),))

    assert (there, tree(site)) == ([False] * 4, {"files/slides.pdf": b"0123456789"})
