"""How many slips of the hand pass unseen? Random slips in the values of the record's estimates, one
at a time, each checked alone, and against the state before.

Writes its rows into docs/results/slips.csv and its table into docs/methods.md; always the same
numbers (the seed is fixed). Each slip takes one reading of the record.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
from results import fill_page, keep, markdown

import tracker as tk
from tracker.publish.against import compared

SEED, EACH = 14, 50
DATA = Path(__file__).resolve().parents[1] / "data"
FILES = ("codebook.yaml", "sources.yaml")
DAY = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?"
# What may slip, and where it stands: the value is the last group.
PLACES = {
    "a number, one digit": r"^      (?:(?:  )?said|[a-z_]+): ([^\n{\"']*[0-9][^\n{\"']*)$",
    "a number, one zero more or less": r"^      (?:(?:  )?said|[a-z_]+): ([^\n{\"']*[0-9]00[^\n{\"']*)$",
    "a day, one digit": rf"^    (?:as_of|stated): ({DAY})",
    "an id, one sign": r"^  - id: (\S+)$",
    "a source's name, one sign": r"^    sources: \[([^\],]+)",
    "a party, one sign": r"^    party: (\S+)$",
}


def digit(text: str, draw: random.Random) -> str:
    """One digit replaced by another."""
    at = draw.choice([n for n, sign in enumerate(text) if sign.isdigit()])
    return text[:at] + draw.choice([d for d in "0123456789" if d != text[at]]) + text[at + 1 :]


def zero(text: str, draw: random.Random) -> str:
    """One zero of the end of a number more or less, the groups set anew where they were set."""
    numbers = [found for found in re.finditer(r"[0-9][0-9,]*", text) if found[0].endswith("00")]
    found = draw.choice(numbers)
    value = int(found[0].replace(",", ""))
    value = value * 10 if draw.random() < 0.5 else value // 10
    made = f"{value:,}" if "," in found[0] or value >= 1000 else str(value)
    return text[: found.start()] + made + text[found.end() :]


def sign(text: str, draw: random.Random) -> str:
    """One letter or digit lost, doubled, replaced, or swapped with the next."""
    at = draw.randrange(len(text) - 1)
    form = draw.choice(("lost", "doubled", "replaced", "swapped"))
    if form == "swapped":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    other = draw.choice("abcdefghijklmnopqrstuvwxyz0123456789")
    put = {"lost": "", "doubled": text[at] * 2, "replaced": other}[form]
    return text[:at] + put + text[at + 1 :]


SLIPS: dict[str, Callable[[str, random.Random], str]] = {
    name: zero if "zero" in name else digit if "digit" in name else sign for name in PLACES
}


def slips(text: str, kind: str, count: int, draw: random.Random) -> Iterator[tuple[str, str, str]]:
    """The text with one slip of a kind, what stood there and what stands there now."""
    places = list(re.finditer(PLACES[kind], text, re.M))
    while count:
        place = draw.choice(places)
        new = SLIPS[kind](place[1], draw)
        if new != place[1]:
            yield text[: place.start(1)] + new + text[place.end(1) :], place[1], new
            count -= 1


def study(data: Path = DATA, each: int = EACH, seed: int = SEED) -> pd.DataFrame:
    """One row a slip: its kind, old and new value, whether `tracker check` says anything of it
    (``alone``), and whether it does against the state before (``against``).
    """
    draw, old = random.Random(seed), tk.load(data)
    silent = {(problem.rule, problem.where) for problem in old.problems}
    text = (data / "estimates.yaml").read_text(encoding="utf-8")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "data"
        home.mkdir()
        for name in FILES:
            (home / name).write_bytes((data / name).read_bytes())
        for kind in PLACES:
            for changed, was, now in slips(text, kind, each, draw):
                (home / "estimates.yaml").write_text(changed, encoding="utf-8")
                try:
                    new = tk.load(home)
                    told = {(p.rule, p.where) for p in new.problems} - silent
                    alone, against = bool(told), bool(told or [*compared(old, new, "HEAD")])
                except tk.DataError:
                    alone = against = True
                rows.append((kind, was, now, alone, against))
    return pd.DataFrame(rows, columns=["kind", "was", "now", "alone", "against"])


def table(rows: pd.DataFrame) -> str:
    """Of each kind how many slips there were, and the share that passed unseen."""
    head = ("slip", "tried", "passes `check`", "passes `check --against`")
    lines = []
    for kind in [*dict.fromkeys(rows["kind"]), "all"]:
        some = rows if kind == "all" else rows[rows["kind"] == kind]
        passed = [f"{100 * (1 - some[how].mean()):.1f}%" for how in ("alone", "against")]
        lines.append((kind, len(some), *passed))
    return markdown(head, lines)


def main() -> None:
    """Run the study, keep its rows, fill the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--each", type=int, default=EACH, help="slips of each kind")
    rows = study(each=options.parse_args().each)
    keep("slips", rows)
    fill_page("slips", table(rows))


if __name__ == "__main__":
    main()
