"""Earlier states of a data folder, read from its git history."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tracker.curate.checks.read import FILES
from tracker.curate.dataset import Dataset
from tracker.curate.load import DataError, load

_STATED = re.compile(rb"\bstated: *[\"']?(\d{4}-\d{2}-\d{2})")


class NoHistory(ValueError):
    """The data folder is not in a git repository, git is missing, or a revision is not there."""


@dataclass(frozen=True, slots=True)
class State:
    """A state of the data: the newest commit that holds it, and the git names of its three
    files.
    """

    commit: str
    blobs: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """A data folder inside a git repository; ``inside`` is its path from the repository's top."""

    top: Path
    inside: str

    @property
    def paths(self) -> list[str]:
        """The data files, from the repository's top."""
        return [name if self.inside == "." else f"{self.inside}/{name}" for name in FILES]

    def states(self, *, everywhere: bool = False) -> list[State]:
        """Every different state of the data files that led to the present one, or on any branch,
        newest first.
        """
        which = ["--all", "--full-history"] if everywhere else []
        commits = _git(self.top, "log", *which, "--format=%H", "--", *self.paths).decode().split()
        names = "".join(f"{commit}:{path}\n" for commit in commits for path in self.paths)
        said = _git(self.top, "cat-file", "--batch-check=%(objectname)", given=names.encode())
        lines = iter(said.decode().splitlines())
        states: dict[tuple[str, ...], State] = {}
        for commit, *blobs in zip(commits, *[lines] * len(FILES)):
            if not any(" " in blob for blob in blobs):  # "... missing"
                states.setdefault(tuple(blobs), State(commit, tuple(blobs)))
        return list(states.values())

    def last_stated(self, state: State) -> str:
        """The last day on which anything was stated, by the look of the text: enough to try likely
        states first.
        """
        text = _git(self.top, "cat-file", "blob", state.blobs[0])
        return max(_STATED.findall(text), default=b"").decode()

    def shallow(self) -> bool:
        """Whether older commits were left out when the repository was cloned."""
        return _git(self.top, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def uncommitted(self) -> bool:
        """Whether the data files differ from the last commit."""
        return bool(_git(self.top, "status", "--porcelain", "--", *self.paths).strip())

    def dataset(self, revision: str | State) -> Dataset:
        """The record as it was at a revision, or in a state.

        Raises
        ------
        NoHistory
            If there is no such revision, or it holds no readable record.

        """
        if isinstance(revision, State):
            shown, names = revision.commit, list(revision.blobs)
        else:
            commit = _resolve(self.top, revision)
            shown, names = revision, [f"{commit}:{path}" for path in self.paths]
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "data"
            home.mkdir()
            for file, content in zip(FILES, self._contents(names, shown)):
                (home / file).write_bytes(content)
            try:
                return load(home)
            except DataError as error:
                raise NoHistory(
                    f"the data at '{shown}' have problems, so they cannot be compared: "
                    f"{str(error).splitlines()[0]}"
                ) from None

    def _contents(self, names: list[str], revision: str) -> Iterator[bytes]:
        """The contents of objects, all from one run of git."""
        lines = "".join(f"{name}\n" for name in names)
        stream = BytesIO(_git(self.top, "cat-file", "--batch", given=lines.encode()))
        for file in FILES:
            head = stream.readline()
            if head.endswith(b" missing\n"):
                raise NoHistory(f"there is no {file} at '{revision}'")
            yield stream.read(int(head.split()[-1]))
            stream.readline()


def history(folder: Path) -> History:
    """The git history of a data folder.

    Raises
    ------
    NoHistory
        If the folder is in no git repository or git is not installed.

    """
    folder = Path(folder).resolve()
    what = f"the history of '{folder.name}'"
    top = Path(_git(folder, "rev-parse", "--show-toplevel", what=what).decode().strip())
    return History(top, folder.relative_to(top.resolve()).as_posix())


def has_uncommitted(folder: Path) -> bool:
    """Whether the data differ from the last commit; no where there is no history to differ from."""
    try:
        return history(folder).uncommitted()
    except NoHistory:
        return False


def _resolve(top: Path, revision: str) -> str:
    """The full hash of a revision; never lets one that begins with a dash pass for an option."""
    if revision.startswith("-"):
        raise NoHistory(f"no revision '{revision}'; give a commit, a tag or a branch")
    words = ("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return _git(top, *words, what=f"revision '{revision}'").decode().strip()


def _git(folder: Path, *words: str, what: str = "the git history", given: bytes = b"") -> bytes:
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), *words], capture_output=True, check=False, input=given
        )
    except FileNotFoundError:
        raise NoHistory("git is not installed; earlier states of the data cannot be read") from None
    if run.returncode:
        if b"not a git repository" in run.stderr:
            raise NoHistory(
                f"'{folder.name}' is in no git repository, so earlier states of it cannot be read"
            )
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoHistory(
            f"cannot read {what}" + (f": {said[-1]}" if said else "; is it in this clone?")
        )
    return run.stdout
