"""What changed in meaning between two states of a record: figures, parties, ranges that moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Literal

from tracker.curate.dataset import Dataset
from tracker.curate.fingerprint import canonical
from tracker.curate.model import Figure
from tracker.publish.formats.escape import markdown
from tracker.publish.formats.records import json_text
from tracker.reconcile.assess import MetricRange, assess
from tracker.reconcile.numbers import format_day
from tracker.reconcile.question import ask

_NAMED = ("metrics", "parties", "affiliations", "places", "wordings")  # of the codebook, by key
Change = Literal["added", "removed", "reworded", "revised", "changed"]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure that differs: ``old`` and ``new`` are its words, ``fields`` what else differs."""

    figure: str
    change: Change
    old: str | None
    new: str | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NameChange:
    """A name of the codebook, an entry's note, a source, or the misreports of a figure that came,
    went or changed; ``kind`` says what it names.
    """

    kind: str
    name: str
    change: Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class RangeChange:
    """A range that moved, on the last day both states know: whose it is in words, its ends, and
    these in words with what is open.
    """

    metric: str
    place: str
    label: str
    on: str
    old: tuple[float | None, float | None]
    new: tuple[float | None, float | None]
    old_words: str
    new_words: str


@dataclass(frozen=True)
class Diff:
    """All changes between two states; empty when they mean the same."""

    figures: tuple[FigureChange, ...]
    names: tuple[NameChange, ...]
    ranges: tuple[RangeChange, ...]

    def __bool__(self) -> bool:
        return bool(self.figures or self.names or self.ranges)


def diff(old: Dataset, new: Dataset) -> Diff:
    """Compare two states of a record by meaning, not by text."""
    return Diff(
        tuple(figure_changes(old.all_figures, new.all_figures)),
        tuple(_name_changes(old, new)),
        tuple(_range_changes(old, new)),
    )


def figure_changes(old: Iterable[Figure], new: Iterable[Figure]) -> list[FigureChange]:
    """Every figure that was added, removed, reworded, revised or changed otherwise, in order of
    key.

    *Reworded*: other words, the same numbers. *Revised*: other numbers. *Changed*: same words, but
    its party, dates, place, sources, links or notes differ.
    """
    before, after = ({figure.key: figure for figure in side} for side in (old, new))
    return [
        change
        for key in sorted(before.keys() | after.keys())
        if (change := _figure_change(key, before.get(key), after.get(key)))
    ]


def _figure_change(key: str, old: Figure | None, new: Figure | None) -> FigureChange | None:
    if old is None or new is None:
        was_said, now_said = (figure.said if figure else None for figure in (old, new))
        return FigureChange(key, "added" if old is None else "removed", was_said, now_said)
    was, now = canonical(old), canonical(new)
    if was == now:
        return None
    fields = tuple(
        sorted(name for name in was.keys() | now.keys() if was.get(name) != now.get(name))
    )
    numbers = [(f.qualifier, f.low, f.best, f.high) for f in (old, new)]
    kind: Change = (
        "changed" if old.said == new.said else "reworded" if numbers[0] == numbers[1] else "revised"
    )
    return FigureChange(key, kind, old.said, new.said, fields)


def _name_changes(old: Dataset, new: Dataset) -> Iterator[NameChange]:
    after = _names(new, old)
    for kind, was in _names(old, new).items():
        now = after[kind]
        for name in sorted(was.keys() | now.keys()):
            if name not in was or name not in now:
                yield NameChange(kind, name, "removed" if name in was else "added")
            elif was[name] != now[name]:
                yield NameChange(kind, name, "changed")


def _names(side: Dataset, other: Dataset) -> dict[str, Mapping[str, object]]:
    """What the names of one state mean, by kind and name."""
    book = {field.name: getattr(side.codebook, field.name) for field in fields(side.codebook)}
    return {
        **{kind: book.pop(kind) for kind in _NAMED},
        "codebook": book,
        "misreports": _garbled(side),
        # an entry's note is no figure's; entries that came or went show as their figures
        "notes": {key: one.note for key, one in side.by_id.items() if key in other.by_id},
        "sources": {key: source.csl for key, source in side.sources.items()},
    }


def _garbled(side: Dataset) -> dict[str, list[str]]:
    """What misreports mean, by the figure that they garble."""
    found: dict[str, list[str]] = {}
    for one in side.misreports:
        meaning = (dict(one.printed), sorted(one.sources), one.note)
        found.setdefault(one.of, []).append(json_text(meaning, sort_keys=True))
    return {of: sorted(meanings) for of, meanings in found.items()}


def _range_changes(old: Dataset, new: Dataset) -> Iterator[RangeChange]:
    """Ranges that moved on the last day that both states know, in the order of the new codebook."""
    day = min(old.last_stated, new.last_stated)
    before, after = (
        {(one.key, one.named_place): assess(one) for one in ask(side, on=day, known_on=day).series}
        for side in (old, new)
    )
    every = {**before, **after}
    metrics = [key for key in new.codebook.metrics if key in old.codebook.metrics]
    shared = [series for series in every if series[0] in metrics]
    for series in sorted(shared, key=lambda series: metrics.index(series[0])):
        known, was, now = every[series], before.get(series), after.get(series)
        words = [_words(answer) for answer in (was, now)]
        if words[0] != words[1] or _ends(was) != _ends(now):
            yield RangeChange(
                known.metric,
                known.place,
                known.question.label,
                f"{day}",
                _ends(was),
                _ends(now),
                *words,
            )


def _ends(answer: MetricRange | None) -> tuple[float | None, float | None]:
    return (None, None) if answer is None else (answer.low, answer.high)


def _words(answer: MetricRange | None) -> str:
    return "no figure" if answer is None or not answer.figures else answer.ends


def diff_text(changes: Diff, form: str) -> str:
    """The changes as ``text``, ``md`` or ``json``."""
    if form == "json":
        return json_text(asdict(changes))
    if not changes:
        return "No change in meaning.\n"
    md = form == "md"
    lines = []
    for title, items in (
        ("Ranges that moved", [_range_words(item) for item in changes.ranges]),
        ("Figures", [_figure_words(item) for item in changes.figures]),
        ("Names", [f"{item.kind}: {item.name} {item.change}" for item in changes.names]),
    ):
        if items:
            lines += [f"### {title}" if md else title, ""]
            lines += [f"- {markdown(item)}" if md else f"  {item}" for item in items]
            lines.append("")
    return "\n".join(lines)


def _figure_words(item: FigureChange) -> str:
    words = {"added": f"'{item.new}'", "removed": f"was '{item.old}'"}.get(item.change)
    if words is None:
        words = f"'{item.old}' → '{item.new}'" if item.old != item.new else ", ".join(item.fields)
    return f"{item.figure}: {item.change}: {words}"


def _range_words(item: RangeChange) -> str:
    shift = [
        f"{side} ×{new / old:.2f}"
        for side, old, new in zip(("low", "high"), item.old, item.new)
        if old and new and old != new
    ]
    day = format_day(date.fromisoformat(item.on))
    return f"{item.label} on {day}: {item.old_words} → {item.new_words}" + (
        f" ({', '.join(shift)})" if shift else ""
    )
