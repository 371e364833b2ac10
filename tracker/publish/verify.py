"""Does a printed provenance line still hold? Which figures changed since, and how."""

from __future__ import annotations

import shlex
import warnings
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from tracker import __version__
from tracker.curate.dataset import Dataset, the_record
from tracker.curate.model import Figure
from tracker.curate.words.signs import cut
from tracker.publish.citing.diff import FigureChange, figure_changes
from tracker.publish.citing.git import NoHistory
from tracker.publish.citing.git_history import History, State, history
from tracker.publish.citing.provenance import Provenance, damaged, parse_all
from tracker.publish.tables.build import TABLES, table, table_of
from tracker.publish.tables.table import Table
from tracker.publish.words import searched
from tracker.reconcile.methods.table import METHODS
from tracker.reconcile.question import NothingToShow, Question
from tracker.reconcile.voices import tallied


@dataclass(frozen=True)
class Verification:
    """What became of a printed line.

    ``state`` is ``unchanged`` or ``changed``; ``figures`` are the changes in the line's scope for
    which it is changed, where they could be found; ``found`` is the commit whose data carry the
    line's fingerprint; ``remark`` says what changed besides, or could not be known.
    """

    state: Literal["unchanged", "changed"]
    line: Provenance
    figures: tuple[FigureChange, ...] = ()
    found: str | None = None
    remark: str = ""

    def __str__(self) -> str:
        """The verdict for a terminal, one line a changed figure."""
        line = self.line
        only = "".join(f" {row}" for row in _given(line).get("where", []))
        head = f"{self.state}: {line.id}{only}, known on {line.known_on}, data {line.fingerprint}"
        lines = [head + (f" (commit {self.found[:12]})" if self.found else "")]
        for item in self.figures:
            words = " → ".join(f"'{said}'" for said in (item.old, item.new) if said is not None)
            if item.change == "changed":
                words += f" ({', '.join(item.fields)})"
            lines.append(f"  {item.figure}: {item.change}: {words}")
        return "\n".join([*lines, *([f"  {self.remark}"] if self.remark else [])])

    __repr__ = __str__


def verify(data: Dataset, text: str) -> Verification:
    """Compare the first provenance line of a text with the data as they are now; errors and the
    rest as of :func:`verify_all`.
    """
    return verify_all(data, text)[0]


def verify_all(data: Dataset, text: str) -> list[Verification]:
    """Compare every provenance line of a text with the data as they are now.

    A table is unchanged when, made again of both states, it says the same of the figures, even if
    others changed; a chart, when no figure that it shows or rests on changed either. The state that
    was printed is looked for in the git history by its fingerprint; without history, a different
    fingerprint is all that is known. A line cut short, or of another record, is a warning beside
    others.

    Raises
    ------
    ValueError
        If the text holds no whole provenance line of this record.

    """
    if not isinstance(text, str):
        raise TypeError(
            f"a text that holds a provenance line is wanted, not {cut(repr(text))}; `tracker "
            "verify FILE` reads one from a file"
        )
    past, lines, doubts = Past(the_record(data)), [], damaged(text)
    for line in parse_all(text):
        try:
            lines.append(_named(data, line))
        except ValueError as error:
            doubts.append(str(error))
    if not lines:
        raise ValueError(doubts[-1])
    for words in doubts:
        warnings.warn(words, stacklevel=2)
    return [_verification(data, line, past) for line in lines]


def _verification(data: Dataset, line: Provenance, past: Past) -> Verification:
    if line.fingerprint == data.fingerprint:
        return Verification("unchanged", line)
    try:
        found = past.find(line)
        if found is None:
            return Verification("changed", line, remark=past.why_not(line))
        commit, old = found
        changes = tuple(figure_changes(_scope(old, line), _scope(data, line)))
        alike = _printed(old, line) == _printed(data, line)
    except ValueError as error:  # no history, or a scope that the printed state did not have
        return Verification(
            "changed", line, remark=f"the data differ; which figures cannot be told: {error}"
        )
    remarks = [
        f"the codebook's entry for {name} changed, on which ranges depend"
        for name in _definitions(old, data, line)
    ]
    if old.codebook.title != data.codebook.title:
        remarks.append("the record has another title")
    if line.kind == "Table" and alike:
        changes = ()  # of what it rests on, not of what it says
    elif not alike and not changes:
        remarks.append(
            "no figure changed, but what it says did: names, sources, links or definitions"
        )
    if past.history.uncommitted:
        remarks.append("the data have uncommitted changes")
    state: Literal["unchanged", "changed"] = "unchanged" if alike and not changes else "changed"
    return Verification(state, line, changes, commit, "; ".join(remarks))


_FORMS = (str, str.lower, lambda word: word.lower().replace("-", ""))
"""What a name is known by: as it is, then whatever its capitals, then its hyphens."""


def _named(data: Dataset, line: Provenance) -> Provenance:
    """The line with its table's name and scope as the record writes them: a printer may have put a
    hyphen into one at the end of a line, or set it in capitals.
    """
    names = [*TABLES, *data.codebook.metrics, *data.codebook.places, *METHODS]
    words = []
    for word in line.id.split(":"):
        alike = (name for form in _FORMS for name in names if form(name) == form(word))
        words.append(next(alike, word))
    named = replace(line, id=":".join(words))
    _question(data, named)
    return named


def _question(data: Dataset, line: Provenance) -> Question:
    """What the line's table was asked, put to a state of the data."""
    book = data.codebook
    name, *scope = line.id.split(":")
    if line.kind == "Chart":  # it speaks of its metric's figures
        name = "figures"
    both = book.metrics.keys() & book.places.keys()  # what such a word is, the command says
    metrics, places = (
        tuple(
            word
            for word in scope
            if word in keys and (word not in both or f"--{option} {word}" in line.command)
        )
        for option, keys in (("metric", book.metrics), ("place", book.places))
    )
    place = next(iter(places), None)
    method = next((word for word in scope if word in METHODS), None)
    stray = [word for word in scope if word not in (*metrics, place, method)]
    if stray or name not in TABLES:
        raise ValueError(
            f"the provenance line speaks of '{(stray or [name])[0]}', which this record does not "
            "hold; is it from another project? Name its data folder with --data"
        )
    metric, among = (metrics[0], ()) if len(metrics) == 1 else (None, metrics)
    days = (line.known_on, line.known_on)
    return Question(data, metric, place, *days, method or "envelope", among=among)


def _name(line: Provenance) -> str:
    return line.id.partition(":")[0]


def _printed(data: Dataset, line: Provenance) -> list[object]:
    """What a table says of the figures, or of a chart the tables of what it shows: rows, notes and
    remarks, but not how far was searched, nor the definitions, which are remarked on.
    """
    said: list[object] = []
    drawn = ["figures", "summary", *(["events"] if _name(line) == "ranges" else [])]
    for name in [_name(line)] if line.kind == "Table" else drawn:
        with suppress(NothingToShow):
            made = _again(data, line, name)
            remarks = [one for one in made.remarks if one != searched(data.codebook)]
            rows = [[(cell.text, cell.marks) for cell in row] for row in made.rows]
            said.append((rows, made.notes, remarks))
    return said


def _again(data: Dataset, line: Provenance, name: str) -> Table:
    """The line's table made again by its command; by its id where the command was damaged, or drew
    a chart.
    """
    if not (given := _given(line)):
        return table_of(_question(data, line), name)
    where: dict[str, list[str]] = {}
    for column, _, value in (one.partition("=") for one in given.get("where", [])):
        where.setdefault(column, []).append(value)
    options = {key: given[key][0] for key in ("place", "on", "known_on", "method") if key in given}
    with suppress(ValueError):
        metric, columns = given.get("metric"), given.get("column", ())
        made = table(data, name, metric=metric, where=where, columns=columns, **options)
        if made.id == line.id:
            return made
    return table_of(_question(data, line), name)


def _given(line: Provenance) -> dict[str, list[str]]:
    """The options of a table's command, each with its values; nothing where it was damaged."""
    given: dict[str, list[str]] = {}
    with suppress(ValueError):
        _, made, _, *words = shlex.split(line.command)
        for option, value in zip(words[::2], words[1::2], strict=True):
            given.setdefault(option.removeprefix("--").replace("-", "_"), []).append(value)
        return given if made == "table" else {}
    return {}


def _scope(data: Dataset, line: Provenance) -> list[Figure]:
    """The figures that a table or chart shows or rests on. What is counted one by one bounds the
    ranges of its whole, and a track record tells what was established later.
    """
    question = _question(data, line)
    rests: list[Question] = []
    for one in question.series:
        rests += tallied(one)
        if _name(line) == "track-record" and one.meaning.established:
            rests.append(one.about(one.meaning.established, one.place))
    return [figure for each in (question, *rests) for figure in each.figures]


def _definitions(old: Dataset, new: Dataset, line: Provenance) -> list[str]:
    """Metrics of the line whose definition changed, and the stated fighting: ranges may move
    although no figure does.
    """
    before, after = old.codebook, new.codebook
    shared = [key for key in _question(new, line).metrics if key in before.metrics]
    changed = [key for key in shared if before.metrics[key] != after.metrics[key]]
    return [*changed, *(["activity"] if before.activity != after.activity else [])]


class Past:
    """Looks for printed states in the history of a record; each state is read at most once."""

    def __init__(self, data: Dataset):
        self._folder = data.folder
        self._fingerprints: dict[State, str] = {}
        self._found: dict[str, tuple[str, Dataset]] = {}

    @cached_property
    def history(self) -> History:
        """The record's history; raises :class:`NoHistory` where there is none."""
        return history(self._folder)

    @cached_property
    def _last_stated(self) -> dict[State, str]:
        states = self.history.states(everywhere=True)
        return {state: self.history.last_stated(state) for state in states}

    def find(self, line: Provenance) -> tuple[str, Dataset] | None:
        """The newest commit whose data carry the line's fingerprint, and those data; likely states
        are tried first.

        A line's known-on day is most often the last day on which anything was stated when it was
        printed.
        """
        if line.fingerprint in self._found:
            return self._found[line.fingerprint]
        days = self._last_stated
        for state in sorted(days, key=lambda state: days[state] != str(line.known_on)):
            if self._fingerprint(state) == line.fingerprint:
                found = state.commit, self.history.dataset(state)
                return self._found.setdefault(line.fingerprint, found)
        return None

    def _fingerprint(self, state: State) -> str:
        if state not in self._fingerprints:
            try:
                self._fingerprints[state] = self.history.dataset(state).fingerprint
            except NoHistory:  # it has problems, or was left out of this clone
                self._fingerprints[state] = ""
        return self._fingerprints[state]

    def why_not(self, line: Provenance) -> str:
        """Why a printed state is not in the history, and what to do."""
        if left := self.history.left_out:
            kind, remedy = left
            return (
                f"the data differ; the printed state is not in this {kind} clone: "
                f"run '{remedy}' and verify again"
            )
        unread = sum(not digits for digits in self._fingerprints.values())
        other = "" if line.version == __version__ else f" by another version ({line.version}),"
        return (
            "the data differ; no commit that is here carries the printed fingerprint"
            + (f" ({unread} earlier states cannot be read)" if unread else "")
            + f": it was printed{other} from data that were not committed or whose commit is not "
            "in this clone, or belongs to another record"
        )
