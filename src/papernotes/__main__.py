"""`papernotes` and `python -m papernotes`."""

import signal
import sys

from papernotes.cli import papernotes


def main() -> None:
    """Run the command line; ends the process with its exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    papernotes(prog_name="papernotes")


if __name__ == "__main__":
    main()
