"""Numbered source notes, in the order in which a table first needs them, and how a source is named in one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tracker.publish.table import Note
from tracker.reconcile.numbers import MONTHS

if TYPE_CHECKING:
    from tracker.curate.model import Codebook, Dataset, Figure, Source



class Notes:
    """Collects notes while a table is built: the same words get the same number."""

    def __init__(self, dataset: Dataset):
        self._dataset = dataset
        self._numbers: dict[str, int] = {}
        self._made: list[Note] = []

    def sources(self, figure: Figure) -> tuple[int, ...]:
        """The numbers of the notes for each source of a figure."""
        return tuple(self._add(source_line(source), (source.id,), str(source.csl.get("URL") or "") or None)
                     for source in map(self._dataset.sources.get, figure.sources) if source)

    def figure(self, figure: Figure) -> tuple[int, ...]:
        """The numbers of the notes for a figure: its sources, then what is doubtful about it."""
        return (*self.sources(figure), *map(self.remark, self._doubts(figure)))

    def _doubts(self, figure: Figure) -> Iterator[str]:
        if figure.attribution == "conflicting":
            entry = self._dataset.by_id[figure.estimate].note
            why = " ".join(filter(None, (figure.note, entry)))
            yield f"{figure.key}: pages disagree about what was said. {why}".strip()
        if figure.withdrawn:
            yield f"{figure.key}: withdrawn on {figure.withdrawn}. {figure.withdrawn_reason or ''}".strip()
        if figure.revises:
            yield f"{figure.key} replaces what the same party said before ({figure.revises})."

    def remark(self, text: str) -> int:
        """The number of a note in words."""
        return self._add(text, (), None)

    def _add(self, text: str, sources: tuple[str, ...], url: str | None) -> int:
        key = sources[0] if sources else text
        if key not in self._numbers:
            self._numbers[key] = len(self._made) + 1
            self._made.append(Note(len(self._made) + 1, text, sources, url))
        return self._numbers[key]

    @property
    def all(self) -> tuple[Note, ...]:
        """Every note so far."""
        return tuple(self._made)

    @property
    def used(self) -> tuple[str, ...]:
        """Ids of the sources noted so far."""
        return tuple(source for note in self._made for source in note.sources)


def source_line(source: Source) -> str:
    """A source in one line: author, title, where it was printed, day.

    Examples
    --------
    >>> from tracker.curate.model import Mark, Source
    >>> csl = {"title": "A report", "container-title": "The Daily", "issued": {"date-parts": [[2025, 1, 13]]}}
    >>> source_line(Source("x", csl, Mark("s", 1, 1)))
    '“A report”, The Daily, 13 January 2025.'
    """
    csl = source.csl
    title = f"“{csl['title']}”" if csl.get("title") else ""
    authors = ", ".join(filter(None, map(_name, csl.get("author") or ())))
    printed = csl.get("container-title") or csl.get("publisher") or ""
    parts = [authors, title, str(printed), csl_day(csl.get("issued"))]
    return ", ".join(part for part in parts if part) + "."


def csl_day(value: object) -> str:
    """A CSL date in words, as precise as it was given; empty where it was not.

    Examples
    --------
    >>> csl_day({"date-parts": [[2025, 3]]})
    'March 2025'
    """
    parts = (value or {}).get("date-parts") if isinstance(value, dict) else None
    if not parts or not parts[0]:
        return str(value.get("literal", "")) if isinstance(value, dict) else ""
    year, *rest = parts[0]
    month = [MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([str(int(part)) for part in rest[1:2]] + month + [str(year)])


def party_name(codebook: Codebook, keys: str | Iterable[str], *, short: bool = False) -> str:
    """Names of parties for print, several joined by commas."""
    wanted = [keys] if isinstance(keys, str) else list(keys)
    known = codebook.parties
    return ", ".join((known[key].short if short else known[key].name) if key in known else key for key in wanted)


def _name(author: object) -> str:
    if not isinstance(author, dict):
        return str(author)
    return str(author.get("literal") or " ".join(str(author[part]) for part in ("given", "family") if author.get(part)))
