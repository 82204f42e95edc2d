"""A deterministic collection of N realistic notes: about 2 kB each, six links, a third with mathematics.

python benchmarks/corpus.py 1000 /tmp/notes-1000
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

WORDS = (
    "the a of and to in we that is for network gradient layer loss weight norm sharp flat minimum data label noise "
    "model "
    "training test error bound depth width attention token sequence memory kernel feature sample batch step rate scale "
    "curve descent transfer representation invariance symmetry prior posterior likelihood entropy code length margin"
).split()
FAMILIES = (
    "Abara Berg Chen Dufour Eze Fischer Gupta Haas Ito Jensen Kaya Lind Moreau Novak Okafor Petrov Quist Rossi".split()
)
GIVEN = "Ada Bela Chiara Dan Elif Femi Gao Hana Ivo June Kofi Lena".split()
VENUES = ["NeurIPS", "ICML", "ICLR", "COLT", "JMLR", "ACL"]
AREAS = ["optimization", "generalization", "sequence-models", "generative-models", "scaling", "representation"]
FORMULAS = [
    r"$\mathcal{L}(\theta) = \frac{1}{n} \sum_{i=1}^n \ell(f_\theta(x_i), y_i)$",
    r"$\|w\|_2 \le \sqrt{d}$",
    r"$$\theta_{t+1} = \theta_t - \eta \nabla_\theta \mathcal{L}(\theta_t)$$",
    r"$p(x \mid z) = \mathcal{N}(\mu(z), \sigma^2 I)$",
]


def year(number: int) -> int:
    """When the n-th paper appeared."""
    return 1990 + number % 35


def key(number: int) -> str:
    """The citekey of the n-th note."""
    return f"{FAMILIES[number % len(FAMILIES)].lower()}{year(number)}n{number}"


def sentence(rng: random.Random, link: str = "") -> str:
    """A sentence of 8 to 18 words, with a link in its middle if there is one."""
    words = [rng.choice(WORDS) for _ in range(rng.randint(8, 18))]
    if link:
        words.insert(len(words) // 2, link)
    return " ".join(words).capitalize() + "."


def title(rng: random.Random, number: int) -> str:
    """A title that no other note has."""
    return f"{' '.join(rng.sample(WORDS[7:], 4)).capitalize()} {number}"


def links(rng: random.Random, number: int, count: int) -> list[int]:
    """Earlier notes, most of them near, a few far and famous; those on older papers first."""
    if number == 0:
        return []
    near = [max(0, number - 1 - int(rng.expovariate(0.02))) for _ in range(count - 1)]
    chosen = dict.fromkeys([*near, min(number - 1, int(rng.expovariate(0.2)))])
    return sorted(chosen, key=lambda other: year(other) >= year(number))


def note(number: int) -> str:
    """The text of the n-th note."""
    rng = random.Random(number)
    authors = [f"{rng.choice(GIVEN)} {rng.choice(FAMILIES)}" for _ in range(rng.randint(1, 4))]
    area = rng.choice(AREAS)
    linked = links(rng, number, 6)
    parents = [key(other) for other in linked[:2] if year(other) < year(number)]
    targets = [key(other) for other in linked[len(parents) :]]
    name = title(rng, number)
    front = [
        "---",
        f"title: {name}",
        f"authors: [{', '.join(authors)}]",
        f"year: {year(number)}",
        f"venue: {rng.choice(VENUES)}",
        f"topics: [{area}/{rng.choice('abcdefgh')}, {rng.choice(AREAS)}]",
        f"keywords: [{', '.join(name.lower().split()[:2])}]",
        f"status: {rng.choice(['read', 'to-read', 'skimmed'])}",
        f"date: {2015 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}",
        f"summary: {sentence(rng)}",
        "---",
    ]
    body = [" ".join(sentence(rng) for _ in range(2)), ""]
    body += [f"builds_on:: [[{target}]] - {sentence(rng)}" for target in parents]
    for heading, cited in (("The idea", targets[:1]), ("What they show", targets[1:2]), ("Doubts", targets[2:])):
        body += ["", f"## {heading}", "", " ".join(sentence(rng) for _ in range(3))]
        body += ["", " ".join(sentence(rng, rng.choice([f"[[{t}]]", f"[@{t}]"])) for t in cited)]
        if number % 3 == 0:
            body += ["", rng.choice(FORMULAS)]
    if number % 5 == 0:
        body += ["", "| depth | error |", "| --- | --- |", *(f"| {n} | {rng.random():.3f} |" for n in range(4))]
    if number % 7 == 0:
        body += ["", "```python", "def step(w, g, rate=0.1):", "    return w - rate * g", "```"]
    return "\n".join([*front, *body, ""])


def each(count: int) -> Iterator[tuple[Path, str]]:
    """Path and text of every file: `count` notes, and a list for each hundred of them."""
    for number in range(count):
        yield Path(f"{number // 100:03}", f"{key(number)}.md"), note(number)
    for start in range(0, count, 100):
        items = "".join(f"- [[{key(number)}]] - read soon\n" for number in range(start, min(start + 20, count)))
        yield Path(f"{start // 100:03}", f"list-{start}.md"), f"---\nkind: list\ntitle: List {start}\n---\n{items}"


def write(count: int, folder: Path) -> None:
    """Write the notes and settings below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "papernotes.toml").write_text(
        'title = "Benchmark"\nbase_url = "https://example.org/"\n', encoding="utf-8"
    )
    for path, text in each(count):
        place = folder / "notes" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
