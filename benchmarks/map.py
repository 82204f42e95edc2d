"""Frames of the map of 10,000 papers in headless Chromium, while it is dragged, zoomed and traced.

    python benchmarks/map.py [--papers 10000] [--keep FOLDER]

Each line is three seconds of one movement: median and 95th percentile of a frame in milliseconds, frames a second, and
the CPU time of the page's own thread per frame, which another process on the machine does not spoil as it does the
others. The exit code is 1 if a movement has fewer than 50 frames a second.
"""

import argparse
import gzip
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from papernotes.model.page import Page
from papernotes.model.settings import Config
from papernotes.pages import map as map_page
from papernotes.pages import mapdata
from papernotes.project import load

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession

SECONDS = 3
WANTED = 50
AREAS = (
    "attention generalization landscape memory optimization representation scaling sequences sparsity theory vision"
).split()
WORDS = (
    "Adaptive Attention Bounds Deep Descent Dynamics Efficient Feature Flat Generalization Gradient Implicit Kernel "
    "Large Learning Linear Loss Margins Memory Minima Models Networks Neural Noise Optimal Representations Robust "
    "Scaling Sharp Sparse Stochastic Theory Training Transfer Understanding Width"
).split()

MOVES = {
    "drag": "n => drag(n)",
    "drag, zoomed in": "n => { if (n === 0) for (let i = 0; i < 9; i++) wheel(-100); drag(n) }",
    "zoom": "n => wheel(n % 90 < 45 ? -14 : 14)",
    "trace": "n => hover(n)",
    "trace, zoomed in": "n => { if (n === 0) for (let i = 0; i < 9; i++) wheel(-100); hover(n) }",
    "trace and zoom": "n => { if (n === 0) hover(40); wheel(n % 90 < 45 ? -14 : 14) }",
}
SCRIPT = """async ([step, seconds]) => {
  const box = document.querySelector('.mapbox'), at = box.getBoundingClientRect()
  const send = (type, x, y, more) => (document.elementFromPoint(at.left + x, at.top + y) ?? box).dispatchEvent(
    new (type === 'wheel' ? WheelEvent : PointerEvent)(type, { bubbles: true, cancelable: true, pointerId: 1,
      pointerType: 'mouse', clientX: at.left + x, clientY: at.top + y, ...more }))
  const middle = [at.width / 2, at.height / 2]
  const wheel = deltaY => send('wheel', ...middle, { deltaY, ctrlKey: true })
  const hover = n => send('pointermove', 60 + n * 37 % (at.width - 120), 60 + n * 23 % (at.height - 120))
  const drag = n => {
    const back = n % 120 < 60, far = n % 60
    if (far === 0) send('pointerdown', ...middle, { button: 0 })
    send('pointermove', middle[0] + (back ? 9 : -9) * far, middle[1] + (back ? 4 : -4) * far)
    if (far === 59) send('pointerup', ...middle)
  }
  const move = eval(step), frames = []
  let last = 0
  await new Promise(done => requestAnimationFrame(function frame(now) {
    if (last) frames.push(now - last)
    last = now
    if (frames.reduce((a, b) => a + b, 0) > 1000 * seconds) return done()
    move(frames.length)
    requestAnimationFrame(frame)
  }))
  document.querySelector('[data-zoom="0"]').click()
  return frames
}"""


def write(count: int, folder: Path) -> None:
    """Notes on papers of 35 years, later ones more; each builds on up to three earlier ones, a few on famous ones."""
    rng = random.Random(1)
    notes = folder / "notes"
    notes.mkdir(parents=True)
    years = sorted(1990 + int(35 * rng.random() ** 0.4) for _ in range(count))
    for number, year in enumerate(years):
        near = [number - 1 - int(rng.expovariate(0.003)) for _ in range(2)] + [int(rng.expovariate(0.02))]
        before = [f"p{other}" for other in dict.fromkeys(near) if 0 <= other < number]
        title = " ".join(rng.sample(WORDS, rng.randint(2, 6)))
        lines = [f"title: {title}", f"year: {year}", f"citekey: p{number}", f"topics: [{rng.choice(AREAS)}]"]
        lines += [
            f"authors: [{rng.choice(WORDS)} Lind]",
            f"status: {rng.choice(['read', 'to-read', 'skimmed'])}",
            f"builds_on: [{', '.join(before)}]",
        ]
        (notes / f"p{number}.md").write_text("\n".join(["---", *lines, "---", ""]), encoding="utf-8")


def pages(folder: Path) -> dict[str, bytes]:
    """The map's page, its data, and the assets."""
    project = load(Config(root=str(folder)), cache=False)
    start = time.process_time()
    made = {}
    for kind in (map_page, mapdata):
        for url in kind.keys(project.site):
            page = project.plan(url, kind)
            assert isinstance(page, Page), page
            content = project.theme.render(page, {})
            assert isinstance(content, bytes), content
            made[url] = content
    print(f"planned and rendered in {time.process_time() - start:.2f} s of CPU, the graph's relations among them")
    return made | {copy.url: Path(copy.path).read_bytes() for copy in project.files()}


def frames(site: Path) -> bool:
    """Print the frames of each movement; whether all are quick enough."""
    from playwright.sync_api import sync_playwright

    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    if not found:
        print("no chromium here: frames were not measured")
        return True
    is_quick = True
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, bypass_csp=True)
        page.on("pageerror", lambda error: print(f"  {error}"))
        begun = time.perf_counter()
        page.goto((site / "map.html").as_uri())
        page.wait_for_selector(".drawn")
        print(f"opened in {time.perf_counter() - begun:.2f} s\n")
        print("| movement | p50 ms | p95 ms | fps | CPU ms |\n| --- | --- | --- | --- | --- |")
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for name, step in MOVES.items():
            before = busy(session)
            times = sorted(page.evaluate(SCRIPT, [step, SECONDS]))
            cpu = (busy(session) - before) / len(times)
            fps = 1000 * len(times) / sum(times)
            is_quick &= fps >= WANTED
            half, most = times[len(times) // 2], times[len(times) * 95 // 100]
            print(f"| {name} | {half:.1f} | {most:.1f} | {fps:.0f} | {cpu:.1f} |")
        browser.close()
    return is_quick


def busy(session: "CDPSession") -> float:
    """Milliseconds of CPU that the page's own thread has used so far."""
    metrics = {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
    return 1000 * float(metrics["TaskDuration"])


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--papers", type=int, default=10_000)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    home = given.keep or Path(tempfile.mkdtemp(prefix="papernotes-map-"))
    if not (home / "notes").exists():
        write(given.papers, home)
    made = pages(home)
    for url, content in made.items():
        path = home / "site" / url
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for url in ("map.html", map_page.DATA):
        print(f"{url}: {len(made[url]):,} bytes, {len(gzip.compress(made[url], 9, mtime=0)):,} gzipped")
    return int(not frames(home / "site"))


if __name__ == "__main__":
    sys.exit(main())
