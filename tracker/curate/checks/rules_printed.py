"""What looks like a slip in a figure's digits: a hedged number that is not round, ends far apart,
and a number that is a digit or a zero off the title of its page or its original words.

Each is a question, answered by ``checked`` in the entry, with a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from math import inf

from tracker.curate.checks.entries import FigureNode, Finding, Record

WIDE = 5  # how far the ends of a range may be apart
_MOST = 2  # figures of a page whose title is taken to speak of them
ANSWER = "compare with the source, and answer with `checked` and a note if it says this"
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:[, ]\d{3})+|\d{2,9})(?![\w%]|[.,]\d)")
# Days and years, which are no counts.
_DAY = re.compile(r"(?:19|20)\d\d(?:[-/.]\d{1,2}){0,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_HEDGED = frozenset(["about", "nearly", "more_than", "at_most"])


def numbers(text: str) -> set[int]:
    """The numbers of two digits and more that a text prints, days and years aside.

    Examples
    --------
    >>> sorted(numbers("On 2025-01-13, 1,500 of 11 000 soldiers; 40% of 300"))
    [300, 1500, 11000]

    """
    return {int(re.sub(r"\D", "", found)) for found in _NUMBER.findall(_DAY.sub(" ", text))}


def off_by_one(one: int, other: int) -> bool:
    """Whether two numbers differ in one digit, or by one zero at the end.

    Examples
    --------
    >>> off_by_one(12400, 12000), off_by_one(1200, 12000), off_by_one(1200, 2100)
    (True, True, False)

    """
    short, long = sorted((str(one), str(other)), key=len)
    if len(short) == len(long):
        return sum(a != b for a, b in zip(short, long, strict=True)) == 1
    return long == f"{short}0"


def _round(number: int) -> bool:
    """Two digits and zeros, or three of which the last is a 5."""
    digits = str(number).rstrip("0")
    return len(digits) <= 2 or (len(digits) == 3 and digits.endswith("5"))


def precise(record: Record) -> Iterator[Finding]:
    """Numbers that a hedge calls rough and that are given to the last digit."""
    for entry in record.estimates:
        for figure in entry.figures.values():
            hedge = figure.quantity.qualifier if figure.quantity else ""
            for number in sorted(numbers(figure.said)) if hedge in _HEDGED else ():
                if not _round(number):
                    yield figure.finding(
                        f"'{figure.said}' is hedged and yet not round, as if a digit of {number:,} "
                        f"were wrong; {ANSWER}"
                    )
                    break


def wide_ranges(record: Record) -> Iterator[Finding]:
    """Ranges of which one end may have lost or got a zero."""
    for entry in record.estimates:
        for figure in entry.figures.values():
            low, high = figure.least, figure.most
            vague = figure.quantity is not None and figure.quantity.qualifier == "vague"
            if low and high != inf and not vague and (factor := high / low) > WIDE:
                yield figure.finding(
                    f"'{figure.said}' has ends that are {factor:.0f} times apart; {ANSWER}"
                )


def _rounded(one: int, other: int) -> bool:
    """Whether one of two near numbers may be the other, rounded."""
    lengths = {len(str(number).rstrip("0")) for number in (one, other)}
    return len(lengths) == 2 and abs(one - other) * 10 <= max(one, other)


def misprints(record: Record) -> Iterator[Finding]:
    """Numbers that stand nowhere in the titles of their pages or their original words, where one
    that is a digit or a zero off does, and no note speaks of it.

    The title of a page with more than two figures may speak of any of them and is left aside, as is
    a title that rounds.
    """
    held: dict[str, list[str]] = defaultdict(list)
    for entry in record.estimates:
        for name in entry.values.get("sources", ()):
            held[name] += [figure.said for figure in entry.figures.values()]
    titles = {
        source.name: numbers(source.values.get("title", ""))
        for source in record.sources
        if len(held[source.name]) <= _MOST
    }
    for entry in record.estimates:
        pages = [name for name in entry.values.get("sources", ()) if name in titles]
        told = {f"the title of '{name}'": titles[name] for name in pages if titles[name]}
        for figure in entry.figures.values():
            texts = dict(told)
            if original := figure.values.get("original"):
                texts["the original"] = numbers(original)
            if near := _beside(figure, texts):
                said = [
                    entry.values.get("note", ""),
                    *(words for name in pages for words in held[name]),
                    *(one.said for one in entry.figures.values()),
                    *(one.values.get("note", "") for one in entry.figures.values()),
                ]
                known = numbers("; ".join(said))
                yield from [found for number, found in near if number not in known][:1]


def _beside(figure: FigureNode, texts: dict[str, set[int]]) -> list[tuple[int, Finding]]:
    """The numbers of these texts that are a digit or a zero off the figure's, where none has it."""
    own = numbers(figure.said) if any(texts.values()) else set()
    if any(own & there for there in texts.values()):
        return []
    return [
        (
            near,
            figure.finding(
                f"'{figure.said}' is a digit or a zero off the {near:,} in {where}; {ANSWER}"
            ),
        )
        for where, there in texts.items()
        for near in sorted(there)
        if any(off_by_one(one, near) and not _rounded(one, near) for one in own)
    ]
