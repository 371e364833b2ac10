"""Collecting problems, and the error that carries them all."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from tracker.curate.fields import GROUPS
from tracker.curate.limits import PROBLEMS, PROBLEMS_SHOWN
from tracker.curate.model import Position, Problem, Severity
from tracker.curate.reader.nodes import Fault, Node
from tracker.curate.suggest import Names, remedy
from tracker.curate.words.signs import quoted

_NAMED = 12  # names in one message
BY_PLACE = attrgetter("position.file", "position.line", "position.column", "where", "message")


class Enough(ValueError):
    """So many problems that listing more helps nobody; its text is the last one's."""


class Report:
    """The problems of one run.

    ``folder`` is the data folder's name; ``names`` holds, for each group, the names that fields may
    refer to, ``None`` where a broken file may hold more of them than could be read.
    """

    def __init__(self, folder: str):
        self.folder = folder
        self.names: dict[str, Names | None] = {}
        self.problems: list[Problem] = []

    def add(
        self,
        rule: str,
        file: str,
        node: Node | Fault,
        where: str,
        message: str,
        severity: Severity = "error",
    ) -> None:
        """Note one problem at a node of ``file`` (``estimates``, ``codebook`` or ``sources``).

        Raises
        ------
        Enough
            If there are more than can be of use.

        """
        position = Position(f"{self.folder}/{file}.yaml", node.line, node.column)
        if len(self.problems) == PROBLEMS:
            message = (
                f"more than {PROBLEMS:,} problems, the rest is left out; mend these, then check "
                "again"
            )
            last = Problem("error", position, "", message, rule)
            self.problems.append(last)
            raise Enough(str(last))
        self.problems.append(Problem(severity, position, where, message, rule))

    def know(self, group: str, names: Iterable[str] | None) -> None:
        """Say which names of a group there are, ``None`` where that is not known."""
        self.names[group] = names if names is None or isinstance(names, Names) else Names(names)

    def knows(self, group: str, name: str) -> bool:
        """Whether a name exists, or may exist in the part of a file that could not be read."""
        names = self.names.get(group)
        return names is None or name in names

    def unknown(self, group: str, name: str) -> str:
        """The message for an unknown name: those that may be meant, or where to add it."""
        one, home = GROUPS[group]
        known = self.names[group] or Names(())
        few = known.others and len(known.names) <= _NAMED
        there = f"there are {', '.join(known)}; " if few else ""
        add = f"{there}add it to {home} first" + (
            f", or to the `also` of the {one} that it is another name of" if known.others else ""
        )
        return f"no {one} {quoted(name)}; {remedy(name, known, add, slip=group == 'metrics')}"

    def sorted(self) -> tuple[Problem, ...]:
        """Every problem once, by place."""
        return tuple(sorted(dict.fromkeys(self.problems), key=BY_PLACE))


class DataError(ValueError):
    """Data that cannot be used: its text holds every error, and no warning that could hide one.

    ``problems`` are all, in order of place; ``status`` is 1 for problems in the data, 2 where a
    file is missing or unreadable. In Jupyter it shows the problems instead of a traceback.
    """

    def __init__(self, message: str = "", problems: Iterable[Problem] = (), status: int = 2):
        self.problems, self.status = tuple(problems), status
        errors = [str(problem) for problem in self.problems if problem.severity == "error"]
        head = f"the data have {len(errors)} problem{'' if len(errors) == 1 else 's'}:"
        super().__init__(message or "\n".join([head, *errors]))

    def _lines(self) -> list[str]:
        lines = str(self).splitlines()
        more = len(lines) - 1 - PROBLEMS_SHOWN
        return (
            lines
            if more <= 0
            else [*lines[: PROBLEMS_SHOWN + 1], f"... and {more} more; `tracker check` lists all"]
        )

    def _render_traceback_(self) -> list[str]:
        head, *lines = self._lines()
        return [f"{type(self).__name__}: {head}", *lines]

    def __repr__(self) -> str:
        return "\n".join(self._render_traceback_())

    def _repr_html_(self) -> str:
        from html import escape

        head, *lines = map(escape, self._lines())
        return (
            f"<p>{head}</p><ul>"
            + "".join(f"<li><code>{line}</code></li>" for line in lines)
            + "</ul>"
        )
