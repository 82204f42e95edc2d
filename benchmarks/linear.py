"""Time to parse 1 MB of one repeated construct, in units of 1 MB of prose.

    python benchmarks/linear.py [--size BYTES] [--kind note|list|catalogue|digest|story] [NAME …]

A unit above 10 breaks the promise that time stays linear; the exit code says whether one did.
"""

import argparse
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests")]

from test_linear import KINDS, PROSE, REPEATED, seconds  # noqa: E402


def main() -> int:
    """Print a table, the slowest last; 1 if a construct takes more than ten times as long as prose."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("names", nargs="*", metavar="NAME")
    options.add_argument("--size", type=int, default=1_000_000)
    options.add_argument("--kind", choices=KINDS, default="note")
    given = options.parse_args()
    unit = seconds(PROSE * (given.size // len(PROSE)), given.kind)
    print(f"prose: {unit:.2f} s of CPU for {given.size:,} bytes, as {given.kind}")
    times = {name: seconds(text * (given.size // len(text)), given.kind) for name, text in _chosen(given.names).items()}
    for name, time in sorted(times.items(), key=lambda item: item[1]):
        print(f"{time / unit:7.2f}  {time:7.2f} s  {name}")
    return int(max(times.values()) > 10 * unit)


def _chosen(names: list[str]) -> dict[str, str]:
    return {name: text for name, text in REPEATED.items() if not names or name in names}


if __name__ == "__main__":
    sys.exit(main())
