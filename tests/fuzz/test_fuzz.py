"""Whatever is given to a reader, it reads it or refuses it with a sentence; nothing else happens.

``FUZZ`` says how many inputs a fast reader gets (``make fuzz``: many); the slow ones get fewer.
"""

import io
import math
import os
import random
import zipfile

import numpy as np
import openpyxl
import pytest
from curate.planting import FULL

from fuzz import made
from tracker.curate.checks.problems import DataError
from tracker.curate.entry.bibliography import read_references
from tracker.curate.entry.issue import read_issue
from tracker.curate.entry.sheet import read_sheet
from tracker.curate.entry.spreadsheet import plan_import
from tracker.curate.load import check
from tracker.curate.reader.recover import read_document
from tracker.curate.reader.text import decode
from tracker.curate.words.dates import parse_date, parse_day
from tracker.curate.words.quantities import read_words
from tracker.publish.citing.provenance import parse_all
from tracker.reconcile.methods.table import METHODS, Figures, reconcile_many

INPUTS = int(os.environ.get("FUZZ", "1000"))
WORDINGS = {"several hundred": (300.0, 900.0), "dozens": (24.0, 99.0)}


def words(rng, home):
    return made.mixed(rng, made.WORDS)


def read_quantity(text):
    found = read_words(text, WORDINGS)
    bounds = [n for n in (found.low, found.best, found.high) if n is not None]
    assert bounds == sorted(bounds) and all(0 <= n < math.inf for n in bounds)


def dates(rng, home):
    return made.mixed(rng, made.DATES, 2)


def read_date(text):
    found = parse_date(text)
    assert found.first <= found.last
    parse_day(text)


def yaml(rng, home):
    return made.mixed(rng, made.YAML, 2)


def read_yaml_file(text):
    read_document(decode(text.encode("utf-8", "surrogatepass"))[0])


def lines(rng, home):
    return made.mixed(rng, made.LINES)


def references(rng, home):
    ending, sound = rng.choice(
        ((".bib", made.BIB), (".ris", made.RIS), (".json", made.YAML), (".yaml", made.YAML))
    )
    path = home / f"given{ending}"
    path.write_bytes(made.raw(rng, made.mixed(rng, sound)))
    return path


def tables(rng, home):
    path = home / "given.csv"
    path.write_bytes(made.raw(rng, made.mixed(rng, made.TABLE)))
    return path


def workbooks(rng, home):
    book, path = openpyxl.Workbook(), home / "given.xlsx"
    for row in made.mixed(rng, made.TABLE).splitlines()[:8]:
        cells = [cell.encode("ascii", "ignore").decode() for cell in row.split(",")]
        kept = ["".join(sign for sign in cell if sign.isprintable()) for cell in cells[:20]]
        book.active.append(
            [rng.choice((cell, cell, len(cell), -1.5, None, True, 45000.25)) for cell in kept]
        )
    held = io.BytesIO()
    book.save(held)
    content = held.getvalue()
    if rng.random() < 0.3:  # one part of the file spoilt
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
            spoilt = rng.choice(old.namelist())
            for name in old.namelist():
                part = old.read(name)
                at = rng.randint(0, len(part))
                new.writestr(name, part[:at] + b"<x" + part[at:] if name == spoilt else part)
        content = out.getvalue()
    path.write_bytes(content[: rng.randint(0, len(content))] if rng.random() < 0.1 else content)
    return path


def records(rng, home):
    spoilt = rng.choice(list(FULL))
    for name, text in FULL.items():
        given = made.mixed(rng, (text,), 1) if name == spoilt else text
        (home / f"{name}.yaml").write_bytes(
            made.raw(rng, given) if name == spoilt else given.encode()
        )
    return home


def arrays(rng, home):
    n, k = rng.randint(1, 3), rng.randint(0, 6)
    numbers = (0.0, 1.0, 3.0, 1e-9, 1e12, 0.5, 100.0, 1e15, math.nan, math.nan, -1.0, math.inf)
    low, best, high = (
        np.array([[rng.choice(numbers[: rng.choice((9, 10, 12))]) for _ in range(k)] for _ in range(n)])
        .reshape(n, k)
        for _ in range(3)
    )  # fmt: skip
    if rng.random() < 0.7:
        with np.errstate(invalid="ignore"):
            low, best, high = np.sort([low, best, high], axis=0)  # NaN last: open above
    home = np.array([[rng.randrange(4) for _ in range(k)] for _ in range(n)]).reshape(n, k)
    word = np.array(
        [[rng.choice(("about", "exact", "nearly")) for _ in range(k)] for _ in range(n)], dtype=str
    ).reshape(n, k)
    return Figures(low, best, high, home, word == "exact", word)


def reconcile(figures):
    for method in METHODS:
        found = reconcile_many(method, figures)
        low, centre, high = (np.asarray(end) for end in found[:3])
        with np.errstate(invalid="ignore"):
            assert not ((low > centre) | (centre > high) | (low > high)).any(), method


TARGETS = {  # what is made, what reads it, and how many of INPUTS it gets: one in ...
    "words": (words, read_quantity, 1),
    "dates": (dates, read_date, 1),
    "yaml": (yaml, read_yaml_file, 10),
    "provenance": (lines, parse_all, 1),
    "issues": (lines, read_issue, 1),
    "references": (references, read_references, 5),
    "sheets": (tables, read_sheet, 5),
    "workbooks": (workbooks, read_sheet, 20),
    "imports": (tables, None, 50),
    "records": (records, check, 20),
    "arrays": (arrays, reconcile, 20),
}


@pytest.mark.parametrize("name", TARGETS)
def test_read_or_refused(name, tmp_path, write_record):
    """No exception but the refusals, whose sentence can be printed."""
    make, read, share = TARGETS[name]
    if read is None:
        data = write_record("[]")
        for file, text in FULL.items():
            (data / f"{file}.yaml").write_text(text, encoding="utf-8")
        read = lambda path: plan_import(data, path)  # noqa: E731
    for seed in range(max(1, INPUTS // share)):
        given = make(random.Random(f"{name} {seed}"), tmp_path)
        try:
            read(given)
        except (ValueError, DataError) as refusal:
            # what a text has no letters for is a ValueError too, and nobody's refusal
            if isinstance(refusal, UnicodeError) or not str(refusal):
                pytest.fail(f"{name} {seed}: {given!r}: {refusal!r}")
        except BaseException as error:
            pytest.fail(f"{name} {seed}: {given!r}: {error!r}")
