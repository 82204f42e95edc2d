"""When a file was first committed, for notes that say no date (`git_dates = true`)."""

import subprocess
from pathlib import Path


def first_commits(folder: Path) -> dict[str, str]:
    """The date (YYYY-MM-DD) of each file's first commit, by path below the folder; {} without git or a repository."""
    wanted = "--diff-filter=A --no-renames --reverse --format=%x00%as --name-only --relative -z"
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), "log", *wanted.split(), "--", "."], capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return {}
    dates: dict[str, str] = {}
    date = ""
    for word in run.stdout.decode("utf-8", "replace").split("\0"):
        text = word.strip("\n")
        if len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit():
            date = text
        elif text:
            dates.setdefault(text, date)
    return dates
