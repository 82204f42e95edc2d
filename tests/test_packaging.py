"""The wheel holds the program and its templates, and works without the checkout."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with wheel and sdist, built by hatchling without a network."""
    folder = tmp_path_factory.mktemp("dist")
    for kind in ("wheel", "sdist"):
        command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


def test_the_wheel_ships_package_and_templates(built: Path) -> None:
    """The wheel holds every module and every template, and nothing else: no byte code."""
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    modules = {
        f"papernotes/{path.relative_to(ROOT / 'src/papernotes')}" for path in (ROOT / "src/papernotes").rglob("*.py")
    }
    files = (path for path in (ROOT / "templates").rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    templates = {f"papernotes/{path.relative_to(ROOT)}" for path in files}

    assert names == modules | templates | {"papernotes/py.typed"}


def test_templates_hold_no_python() -> None:
    """A .py file in templates/ would break editable installs."""
    assert list((ROOT / "templates").rglob("*.py")) == []


def test_the_sdist_leaves_the_built_site_out(built: Path) -> None:
    """The source archive has no built site in it."""
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        inner = {name.split("/", 1)[-1].split("/")[0] for name in archive.getnames()}

    assert "src" in inner
    assert "site" not in inner


def test_installed_from_its_wheel_alone_it_builds(built: Path, tmp_path: Path) -> None:
    """In an empty folder with three files in notes/, the installed command makes a site."""
    place = tmp_path / "installed"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(place)
    notes = tmp_path / "project" / "notes"
    notes.mkdir(parents=True)
    (notes / "a2017.md").write_text("---\ntitle: A\nyear: 2017\nauthors: Ada One\n---\nOn [@b2016].\n")
    (notes / "index.md").write_text("Hello.\n")
    (notes / "library.bib").write_text("@article{b2016, title={Bees in winter}, author={Two, B.}, year=2016}\n")
    code = f"import sys; sys.path.insert(0, {str(place)!r}); from papernotes.__main__ import main; main()"
    run = subprocess.run(
        [sys.executable, "-I", "-c", code, "-C", str(notes.parent), "build"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    assert "Bees in winter" in (notes.parent / "site/papers/b2016.html").read_text()
