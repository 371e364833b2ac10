"""Git, called so that it only reads: no command that a repository names is run, nothing is fetched;
and which commits touched a record, followed back through the folders that it was moved from.

A cloned repository's own configuration may name programs: a file system monitor, hooks, filters,
a signature checker, a pager, aliases, a remote's transport. Only plumbing is called here
(``rev-parse``, ``rev-list``, ``diff-tree``, ``ls-tree``, ``ls-files``, ``cat-file``, ``config``),
which heeds few of them; the rest is switched off by what outranks that configuration.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.curate.checks.read import FILES

ANYWHERE = tuple(f":(top,glob)**/{file}" for file in FILES)
_BY = FILES[0]  # a record is where its estimates are

_SETTINGS = (
    "core.fsmonitor=false",
    "core.untrackedCache=false",
    f"core.hooksPath={os.devnull}",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
)
_ENVIRONMENT = {
    "LC_ALL": "C",  # one wording of errors
    "GIT_ALLOW_PROTOCOL": "none",  # outranks a repository's protocol.ext.allow
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


class NoHistory(ValueError):
    """The data folder is not in a git repository, git is missing, or a revision is not there."""


class TooEarly(NoHistory):
    """A branch is asked for as of a day before this clone saw it: git takes the first state it
    saw, and only warns.
    """


def run_git(folder: Path, *words: str, what: str = "the git history", given: bytes = b"") -> bytes:
    """What a plumbing command of git prints when it is run in a folder.

    Variables such as ``GIT_DIR``, which git sets for its hooks, say nothing about this folder: none
    is passed on.

    Raises
    ------
    NoHistory
        If git is missing, the folder is in no repository, or git reports an error about ``what``.

    """
    kept = {key: text for key, text in os.environ.items() if not key.upper().startswith("GIT_")}
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    try:
        run = subprocess.run(
            ["git", "-C", str(folder), "--no-pager", *settings, *words],
            capture_output=True,
            check=False,
            input=given,
            env=kept | _ENVIRONMENT,
        )
    except OSError:
        raise NoHistory(
            "git is not installed, so earlier states of the data cannot be read; install it from "
            "git-scm.com"
        ) from None
    if run.returncode:
        raise NoHistory(_why_not(folder, run.stderr.decode("utf-8", "replace"), what))
    if b"only goes back to" in run.stderr:
        since = run.stderr.decode("utf-8", "replace").rsplit("only goes back to", 1)[1].strip()
        raise TooEarly(
            f"this clone knows where its branches stood only since {since}; give a commit ('git "
            "log --before=DATE' lists earlier ones)"
        )
    return run.stdout


def _why_not(folder: Path, said: str, what: str) -> str:
    """Why git could not read a repository, and what to do."""
    if "not a git repository" in said or "bare repository" in said:
        return (
            f"'{folder.name}' is in no git repository, so earlier states of it cannot be read; "
            "'git init' and a commit keep them from now on"
        )
    if "safe.directory" in said:
        top = said.rsplit("safe.directory", 1)[1].strip()
        return (
            f"git does not read {what}, since the repository belongs to another user; if you trust "
            f"it, run 'git config --global --add safe.directory {top}'"
        )
    words = (said.strip().splitlines() or ["nothing"])[-1].removeprefix("fatal: ")
    return f"cannot read {what} (git says: {words}); 'git fsck' finds what is damaged"


def blob_names(content: bytes, digits: int) -> set[str]:
    """The names, of 40 digits (SHA-1) or 64 (SHA-256), that git gives a file's content: as it is,
    and with the line ends that ``core.autocrlf`` stores.

    Other filters, such as Git LFS, would have to be run to be known; a file that goes through one
    has another name than these.
    """
    known = hashlib.sha1 if digits == 40 else hashlib.sha256
    return {
        known(b"blob %d\0" % len(stored) + stored, usedforsecurity=False).hexdigest()
        for stored in (content, content.replace(b"\r\n", b"\n"))
    }


class Touch(NamedTuple):
    """A commit that changed a data file of a folder; ``came_from`` is the folder where the file lay
    before, most often the same.

    Folders are paths from the repository's top, with a slash at the end; empty for the top.
    """

    commit: str
    folder: str
    file: str
    came_from: str


def touches(folder: Path, *which: str, moved: bool = False) -> Iterator[Touch]:
    """What commits changed of data files in any folder, against each of their parents, the newest
    first.

    ``moved``: a file that git finds to have been moved, changed on the way or not, came from where
    it lay; else it is a new one.
    """
    commits = run_git(folder, "rev-list", "--date-order", *which, "--", *ANYWHERE)
    words = ("diff-tree", "--stdin", "--root", "--name-status", "-r", "-m", "-z")
    renames = "--find-renames" if moved else "--no-renames"
    said = run_git(folder, *words, renames, "--", *ANYWHERE, given=commits)
    parts = iter(said.decode("utf-8", "surrogateescape").split("\0")[:-1])
    commit = ""
    for part in parts:
        if len(part) >= 40:  # a commit's hash; what became of a file is said shortly
            commit = part
            continue
        before = next(parts).rpartition("/")
        home, slash, file = next(parts).rpartition("/") if part.startswith("R") else before
        yield Touch(commit, home + slash, file, before[0] + before[1])


def led_to(folder: Path, place: str, commit: str) -> tuple[list[Touch], list[str]]:
    """What was done up to a commit to the record that is in ``place`` then, and the folders that it
    lay in, newest first.
    """
    places, led = [place], []
    for touch in touches(folder, commit, moved=True):
        if touch.folder in places:
            led.append(touch)
            if touch.file == _BY and touch.came_from not in places:
                places.append(touch.came_from)
    return led, places
