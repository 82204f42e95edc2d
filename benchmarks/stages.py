"""Each stage of a cold build, of a second build, and of one after an edit: seconds of wall / of CPU / peak megabytes.

python benchmarks/stages.py [1000 10000]
"""

import json
import subprocess
import sys
from pathlib import Path

from builds import edit, sentence
from corpus import write
from measure import GIGABYTES, room

STAGES = ("read", "parse", "link", "plan", "render", "write")
HEAD = ("notes", "build", *STAGES, "all, wall s", "CPU s", "peak MB", "rendered")
ONE = """
import json, resource, sys
from papernotes.build import build
from papernotes.model.settings import Config
from papernotes.config import load
from pathlib import Path
import time
start = time.perf_counter()
done = build(load(Path(sys.argv[1])).config)
used = resource.getrusage(resource.RUSAGE_SELF)
stages = {stage.name: (stage.seconds, stage.cpu, stage.megabytes) for stage in done.stages}
whole = time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
print(json.dumps([stages, *whole, len(done.rendered)]))
"""


def measure(folder: Path) -> list[str]:
    """The figures of one build in a process of its own."""
    run = subprocess.run([sys.executable, "-c", ONE, str(folder)], capture_output=True, text=True, check=True)
    stages, wall, cpu, memory, rendered = json.loads(run.stdout)
    costs = (stages.get(name, (0, 0, 0)) for name in STAGES)
    columns = [f"{wall:.3f} / {cpu:.3f} / {megabytes:.0f}" for wall, cpu, megabytes in costs]
    return [*columns, f"{wall:.2f}", f"{cpu:.2f}", f"{memory:.0f}", str(rendered)]


def main() -> None:
    """Print the table."""
    counts = [int(word) for word in sys.argv[1:]] or [1000, 10000]
    print("| " + " | ".join(HEAD) + " |\n|" + " --- |" * len(HEAD))
    for count in counts:
        with room(count * GIGABYTES) as folder:
            write(count, folder)
            for kind in ("cold", "unchanged", "one body edited"):
                if kind == "one body edited":
                    edit(folder, count // 2, sentence)
                print(f"| {count} | {kind} | " + " | ".join(measure(folder)) + " |", flush=True)


if __name__ == "__main__":
    main()
