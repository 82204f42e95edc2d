"""Every page of our own notes is valid HTML, says the Nu checker (npm's vnu-jar, where npm and java are)."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

JAR = Path(__file__).parent.parent / ".venv/validator/node_modules/vnu-jar/build/dist/vnu.jar"


def test_every_page_is_valid_html(demo: Path) -> None:
    """The checker finds no error on any page."""
    if shutil.which("java") is None or not JAR.exists():
        pytest.skip("the HTML validator is not installed (make validator needs npm and java)")
    command = ["java", "-jar", str(JAR), "--format", "json", "--exit-zero-always", "--errors-only", "--skip-non-html"]
    run = subprocess.run([*command, str(demo)], capture_output=True, text=True, check=True)
    errors = {(message["message"], message["url"].rpartition("/")[2]) for message in json.loads(run.stderr)["messages"]}

    assert sorted(errors)[:10] == []
