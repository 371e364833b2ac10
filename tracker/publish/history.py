"""Earlier states of a data folder, read from its git history."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.curate.loading import DataError, load
from tracker.curate.model import Dataset

FILES = ("estimates.yaml", "codebook.yaml", "sources.yaml")


class NoHistory(ValueError):
    """The data folder is not in a git repository, git is missing, or a revision is not there."""


@dataclass(frozen=True)
class History:
    """A data folder inside a git repository; ``inside`` is its path from the repository's top."""

    top: Path
    inside: str

    def revisions(self) -> Iterator[str]:
        """Commits that touched the data, newest first."""
        paths = [f"{self.inside}/{name}" for name in FILES]
        yield from _git(self.top, "log", "--format=%H", "--", *paths).split()

    def shallow(self) -> bool:
        """Whether older commits were left out when the repository was cloned."""
        return _git(self.top, "rev-parse", "--is-shallow-repository").strip() == "true"

    def uncommitted(self) -> bool:
        """Whether the data files differ from the last commit."""
        paths = [f"{self.inside}/{name}" for name in FILES]
        return bool(_git(self.top, "status", "--porcelain", "--", *paths).strip())

    def dataset(self, revision: str) -> Dataset:
        """The record as it was at a revision.

        Raises
        ------
        NoHistory
            If there is no such revision, or it holds no readable record.
        """
        commit = _resolve(self.top, revision)
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "data"
            home.mkdir()
            for name in FILES:
                text = _git(self.top, "show", f"{commit}:{self.inside}/{name}", what=f"{name} at '{revision}'")
                (home / name).write_text(text, encoding="utf-8")
            try:
                return load(home)
            except DataError as error:
                raise NoHistory(f"the data at '{revision}' has problems, so it cannot be compared: "
                                f"{str(error).splitlines()[0]}") from None


def history(folder: Path) -> History:
    """The git history of a data folder.

    Raises
    ------
    NoHistory
        If the folder is in no git repository or git is not installed.
    """
    folder = Path(folder).resolve()
    top = Path(_git(folder, "rev-parse", "--show-toplevel", what=f"the history of '{folder.name}'").strip())
    return History(top, folder.relative_to(top).as_posix())


def _resolve(top: Path, revision: str) -> str:
    """The full hash of a revision; never lets one that begins with a dash pass for an option."""
    if revision.startswith("-"):
        raise NoHistory(f"no revision '{revision}'; give a commit, a tag or a branch")
    return _git(top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}",
                what=f"revision '{revision}'").strip()


def _git(folder: Path, *words: str, what: str = "the git history") -> str:
    try:
        run = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except FileNotFoundError:
        raise NoHistory("git is not installed; earlier states of the data cannot be read") from None
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise NoHistory(f"cannot read {what}" + (f": {said[-1]}" if said else "; is it in this clone?"))
    return run.stdout.decode("utf-8", "replace")
