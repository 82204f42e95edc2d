"""Open a note in the writer's editor."""

import os
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path

# How editors that show a window are told the line; any other is given the file alone.
_GOTO = ("code", "codium", "vscodium", "code-insiders", "cursor", "windsurf")
_COLON = ("subl", "zed", "zeditor", "atom")
_PLUS = ("gvim", "mvim", "emacsclient", "gedit", "kate", "mousepad")
_TERMINAL = ("vi", "vim", "nvim", "nano", "pico", "micro", "joe", "ne", "hx", "helix", "kak", "ed", "emacs", "mcedit")


def open_file(path: Path, line: int = 1) -> str:
    """Open a file at a line; returns "" or why it could not be opened.

    $VISUAL or $EDITOR where that shows a window of its own, else VS Code, else what the system opens notes with.
    """
    commands = [command for command in (_wished(path, line), _known(path, line), _system(path)) if command]
    for command in commands:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError:
            continue
        threading.Thread(target=process.wait, daemon=True).start()  # or it stays in the system's table of processes
        return ""
    return "no editor with a window was found: set VISUAL, for example to: code --reuse-window"


def _wished(path: Path, line: int) -> list[str]:
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        return []
    if not command or Path(command[0]).stem in _TERMINAL or "-nw" in command:
        return []
    return command + _arguments(Path(command[0]).stem, path, line)


def _known(path: Path, line: int) -> list[str]:
    found = next((name for name in ("code", "codium", "cursor", "zed", "subl") if shutil.which(name)), "")
    return [found, *_arguments(found, path, line)] if found else []


def _system(path: Path) -> list[str]:
    opener = {"darwin": "open", "win32": "explorer"}.get(sys.platform, "xdg-open")
    return [opener, str(path)] if shutil.which(opener) else []


def _arguments(editor: str, path: Path, line: int) -> list[str]:
    if editor in _GOTO:
        return ["--goto", f"{path}:{line}"]
    if editor in _COLON:
        return [f"{path}:{line}"]
    return [f"+{line}", str(path)] if editor in _PLUS else [str(path)]
