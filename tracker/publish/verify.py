"""Does a printed provenance line still hold? Which figures changed since, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tracker.publish.diff import FigureChange, figure_changes
from tracker.publish.history import History, NoHistory, history
from tracker.publish.provenance import Provenance, parse

if TYPE_CHECKING:
    from tracker.curate.model import Dataset, Figure


@dataclass(frozen=True)
class Verdict:
    """What became of a printed line.

    ``state`` is ``unchanged`` or ``changed``; ``figures`` are the changes in the line's scope, where they could be
    found; ``found`` is the commit whose data carry the line's fingerprint; ``remark`` says what could not be known.
    """

    state: Literal["unchanged", "changed"]
    line: Provenance
    figures: tuple[FigureChange, ...] = ()
    found: str | None = None
    remark: str = ""


def verify(data: Dataset, text: str) -> Verdict:
    """Compare a provenance line (or a text that holds one) with the data as they are now.

    Unchanged when no figure in the scope of the line changed, even if others did. The state that was printed is
    looked for in the git history by its fingerprint; without history, a different fingerprint is all that is known.

    Raises
    ------
    ValueError
        If the text holds no readable provenance line.
    """
    line = parse(text)
    scope = _scope(data, line)
    if line.fingerprint == data.fingerprint:
        return Verdict("unchanged", line)
    try:
        past = history(data.folder)
        found = _look(past, line.fingerprint)
    except NoHistory as error:
        return Verdict("changed", line, remark=f"the data differ; which figures cannot be told: {error}")
    if found is None:
        return Verdict("changed", line, remark=_lost(past))
    revision, old = found
    changes = tuple(figure_changes(scope(old), scope(data)))
    remark = "the data have uncommitted changes" if past.uncommitted() else ""
    return Verdict("changed" if changes else "unchanged", line, changes, revision, remark)


def _scope(data: Dataset, line: Provenance):
    """Which figures a line speaks of: those of its metric and place that were stated by its known-on day."""
    _, *names = line.id.split(":")
    metrics = {name for name in names if name in data.codebook.metrics}
    places = {name for name in names if name in data.codebook.places}
    methods = {"agreement", "pool", "random_effects", "model"}
    stray = [name for name in names if name not in metrics | places | methods]
    if stray:
        raise ValueError(f"the provenance line speaks of '{stray[0]}', which this record does not hold; "
                         "is it from another project? Name its data folder with --data")

    def within(dataset: Dataset) -> list[Figure]:
        return [figure for figure in dataset.all_figures if figure.stated.last <= line.known_on
                and (not metrics or figure.metric in metrics) and (not places or figure.place in places)]

    return within


def _look(past: History, fingerprint: str) -> tuple[str, Dataset] | None:
    for revision in past.revisions():
        try:
            old = past.dataset(revision)
        except NoHistory:
            continue
        if old.fingerprint == fingerprint:
            return revision, old
    return None


def _lost(past: History) -> str:
    if past.shallow():
        return ("the data differ; the printed state is not in this shallow clone: "
                "run 'git fetch --unshallow' and verify again")
    return ("the data differ; no commit carries the printed fingerprint: it was printed from uncommitted data, "
            "or belongs to another record")


def written(verdict: Verdict) -> str:
    """The verdict for a terminal, one line a changed figure."""
    lines = [f"{verdict.state}: {verdict.line.id}, known on {verdict.line.known_on}, data {verdict.line.fingerprint}"]
    if verdict.found:
        lines[0] += f" (commit {verdict.found[:12]})"
    for item in verdict.figures:
        words = " → ".join(f"'{said}'" for said in (item.old, item.new) if said is not None)
        if item.change == "changed":
            words += f" ({', '.join(item.fields)})"
        lines.append(f"  {item.figure}: {item.change}: {words}")
    if verdict.remark:
        lines.append(f"  {verdict.remark}")
    return "\n".join(lines) + "\n"
