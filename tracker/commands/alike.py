"""What in a record looks like a new entry: the same statement, a number repeated or replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.curate.checks.entries import Entry, Record
from tracker.curate.words.dates import parse_date

RECENT = 90  # days in which the same number of another party may be the one that is repeated
PARTIAL = ("covers", "since")


def same_statements(
    record: Record, form: Mapping[str, str], metrics: Sequence[str]
) -> Iterator[Entry]:
    """What the party stated on that day, in these words where the form has any."""
    given = {metric: form[metric] for metric in metrics if metric in form}
    for entry in record.estimates:
        said = {metric: figure.said for metric, figure in entry.figures.items()}
        if (
            entry.values.get("party") == form["party"]
            and str(entry.values.get("stated")) == form["stated"]
            and given.items() <= said.items()
            and form.get("id", entry.name) == entry.name
        ):
            yield entry


def alike(
    record: Record, form: Mapping[str, str], metrics: Sequence[str]
) -> Iterator[tuple[Entry, str]]:
    """Entries and metrics whose number the form may repeat or replace, the newest first: the
    party's own whole figures for that day, then the same words of others in the days before.
    """
    stated = parse_date(form["stated"])
    own, others = [], []
    for entry in reversed(record.estimates):
        values = entry.values
        if not {"party", "as_of", "stated"} <= values.keys():
            continue
        for metric in metrics:
            figure = entry.figures.get(metric)
            if not figure or not figure.numbered or figure.values.keys() & set(PARTIAL):
                continue
            if any(f"{metric}.{part}" in form for part in PARTIAL):
                continue
            if values["party"] == form["party"]:
                own += [(entry, metric)] if str(values["as_of"]) == form["as_of"] else []
            elif figure.said == form[metric]:
                days = (stated.last - values["stated"].first).days
                others += [(entry, metric)] if 0 <= days <= RECENT else []
    yield from own
    yield from others


def in_words(entry: Entry) -> str:
    """What an entry is, in one line: what it says and where, or what it is called."""
    if entry.figures:
        said = ", ".join(f"{metric} '{figure.said}'" for metric, figure in entry.figures.items())
        return f"{said}; printed in {', '.join(entry.values.get('sources', ()))}"
    names = ("label", "title", "name", "container-title", "publisher")
    return str(next((entry.values[name] for name in names if name in entry.values), ""))[:80]
