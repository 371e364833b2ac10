"""Earlier states of a data folder, read from its git history, wherever the folder was then."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from tracker.curate.checks.read import FILES
from tracker.curate.dataset import Dataset
from tracker.curate.limits import FILE
from tracker.curate.load import DataError, load
from tracker.publish.citing.git import (
    NoHistory,
    TooEarly,
    Touch,
    blob_names,
    led_to,
    run_git,
    touches,
)

_STATED = re.compile(rb"\bstated: *[\"']?(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class State:
    """A state of the data: the newest commit that brought it, and the git names of its three
    files.
    """

    commit: str
    blobs: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """A data folder inside a git repository; ``inside`` is its path from the repository's top,
    empty if it is the top.
    """

    folder: Path
    inside: str

    def states(self, *, everywhere: bool = False) -> list[State]:
        """Every different state of the data files that led to the present one, or of any record in
        any commit that is still there, newest first.
        """
        found = (
            touches(self.folder, "--all", "--reflog", "--full-history")
            if everywhere
            else self._led_here[0]
        )
        named = list(dict.fromkeys((t.commit, t.folder) for t in found if "\n" not in t.folder))
        trees = self._objects(f"{commit}:{folder.rstrip('/')}" for commit, folder in named)
        states: dict[tuple[str, ...], State] = {}
        for (commit, _), tree in zip(named, trees):
            files = _tree(tree, len(commit) // 2)
            if all(file in files for file in FILES):
                blobs = tuple(files[file] for file in FILES)
                states.setdefault(blobs, State(commit, blobs))
        return list(states.values())

    @cached_property
    def _led_here(self) -> tuple[list[Touch], list[str]]:
        """What led to the present state, and the folders in which it lay, newest first."""
        commit = self._resolve("HEAD")
        holders = self._holders(commit)
        place = self.inside if self.inside in holders else self._nearest(holders)
        return led_to(self.folder, self.inside if place is None else place, commit)

    def _resolve(self, revision: str) -> str:
        """The full hash of a revision; one that begins with a dash never passes for an option."""
        if revision.startswith("-"):
            raise NoHistory(f"no revision '{revision}'; give a commit, a tag or a branch")
        try:
            return self._hash(f"{revision}^{{commit}}")
        except TooEarly:
            raise
        except NoHistory:
            raise NoHistory(self._why_no(revision)) from None

    def _hash(self, name: str) -> str:
        return run_git(self.folder, "rev-parse", "--verify", name).decode().strip()

    def _why_no(self, revision: str) -> str:
        if not self._begun:
            return "nothing is committed on this branch yet; commit the data first"
        if revision == "HEAD":
            return "the last commit cannot be read; 'git fsck' finds what is damaged"
        if left := self.left_out:
            kind, remedy = left
            return f"no revision '{revision}' in this {kind} clone; check it, or run '{remedy}'"
        return (
            f"no revision '{revision}'; give a commit, a tag or a branch ('git log --oneline' "
            "lists commits)"
        )

    @cached_property
    def _begun(self) -> bool:
        """Whether anything was ever committed on this branch."""
        try:
            return bool(self._hash("HEAD"))
        except NoHistory:
            return False

    def _holders(self, commit: str) -> dict[str, tuple[str, ...]]:
        """The folders that hold all data files in a commit, and the git names of those."""
        found = self._listed("--full-tree", "-r", commit)
        folders = [path.removesuffix(FILES[0]) for path in found if path.endswith(FILES[0])]
        return {
            folder: tuple(found[folder + file] for file in FILES)
            for folder in folders
            if (not folder or folder.endswith("/")) and all(folder + f in found for f in FILES)
        }

    def _listed(self, *words: str) -> dict[str, str]:
        """The git name of each file in a commit, by its path."""
        listing = run_git(self.folder, "ls-tree", "-z", *words).decode("utf-8", "surrogateescape")
        entries = (entry.split("\t", 1) for entry in listing.split("\0") if entry)
        return {path: about.split()[2] for about, path in entries}

    def _nearest(self, holders: dict[str, tuple[str, ...]]) -> str | None:
        """The folder with the most files as they are today, byte for byte; none if none has one."""
        digits = len(next(iter(holders.values()), ("",))[0])
        today = {name for file in FILES for name in blob_names(self._content(file), digits)}
        alike = {folder: len(today.intersection(blobs)) for folder, blobs in holders.items()}
        best = max(alike, key=alike.__getitem__, default=None)
        return best if best is not None and alike[best] else None

    def _content(self, file: str) -> bytes:
        """What git would store of a file as it is now: of a link, where it leads."""
        path = self.folder / file
        return os.fsencode(os.readlink(path)) if path.is_symlink() else path.read_bytes()

    def last_stated(self, state: State) -> str:
        """The last day on which anything was stated, by the look of the text: enough to try likely
        states first; empty for what was left out of a partial clone.
        """
        try:
            text = run_git(self.folder, "cat-file", "blob", state.blobs[0])
        except NoHistory:
            return ""
        return max(_STATED.findall(text), default=b"").decode()

    @cached_property
    def left_out(self) -> tuple[str, str] | None:
        """What kind of clone this is if it was made without some commits or files, and how to get
        them.
        """
        if run_git(self.folder, "rev-parse", "--is-shallow-repository").strip() == b"true":
            return "shallow", "git fetch --unshallow"
        names = run_git(self.folder, "config", "-z", "--list", "--name-only").decode(
            "utf-8", "replace"
        )
        if any(
            name.startswith("remote.") and name.endswith(".promisor") for name in names.split("\0")
        ):
            return "partial", "git fetch --refetch --no-filter"
        return None

    @cached_property
    def uncommitted(self) -> bool:
        """Whether the data files differ from the last commit, or could be in it and are not."""
        committed = (
            self._listed(self._resolve("HEAD"), "--", *FILES) if self._begun else dict[str, str]()
        )
        if len(committed) < len(FILES):  # files that git is told to ignore will never be in it
            words = ("ls-files", "--cached", "--others", "--exclude-standard", "--", *FILES)
            return bool(run_git(self.folder, *words))
        return any(
            blob not in blob_names(self._content(file), len(blob))
            for file, blob in committed.items()
        )

    def dataset(self, revision: str | State) -> Dataset:
        """The record as it was at a revision, or in a state.

        Raises
        ------
        NoHistory
            If there is no such revision, or it holds no readable record.

        """
        if isinstance(revision, State):
            shown, blobs = revision.commit, revision.blobs
        else:
            shown, blobs = revision, self._blobs(revision)
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder) / "data"
            home.mkdir()
            for file, content in zip(FILES, self._contents(blobs, shown)):
                (home / file).write_bytes(content)
            try:
                return load(home)
            except DataError as error:
                raise NoHistory(
                    f"the data at '{shown}' have problems, so they cannot be compared: "
                    f"{str(error).splitlines()[0]}"
                ) from None

    def _blobs(self, revision: str) -> tuple[str, ...]:
        """The data files at a revision, in the folder of today or in the one they lay in then."""
        commit = self._resolve(revision)
        holders = self._holders(commit)
        if self.inside in holders:
            return holders[self.inside]
        place = next((place for place in self._led_here[1] if place in holders), None)
        if place is None:
            place = self._nearest(holders)
        if place is None:
            raise NoHistory(self._missing(commit, revision))
        return holders[place]

    def _missing(self, commit: str, revision: str) -> str:
        there = self._listed(commit, "--", *FILES)
        lost = next(file for file in FILES if file not in there)
        words = ("ls-files", "--others", "--ignored", "--exclude-standard", "--", *FILES)
        if run_git(self.folder, *words):
            return (
                f"there is no {lost} at '{revision}': a .gitignore tells git to leave it out; "
                f"'git add -f {self.folder.name}' and a commit keep it"
            )
        return (
            f"there is no {lost} at '{revision}'; commit the data, or give a revision that holds "
            "them"
        )

    def _contents(self, blobs: tuple[str, ...], revision: str) -> Iterator[bytes]:
        """The contents of the three files, all from one run of git."""
        given = "".join(f"{name}\n" for name in blobs).encode()
        try:
            about = run_git(self.folder, "cat-file", "--batch-check", given=given)
        except NoHistory:  # of a partial clone; elsewhere it says "missing"
            about = b""
        lines = about.decode().splitlines()
        if len(lines) < len(FILES) or any(" blob " not in line for line in lines):
            kind, remedy = self.left_out or ("damaged", "git fsck")
            raise NoHistory(
                f"the data at '{revision}' are not in this {kind} clone: run '{remedy}'"
            )
        if max(int(line.split()[-1]) for line in lines) > FILE:
            raise NoHistory(
                f"a file at '{revision}' has over {FILE // 2**20} MB, more than is read"
            )
        yield from self._objects(blobs)

    def _objects(self, names: Iterable[str]) -> Iterator[bytes]:
        """The content of each object named, all from one run of git; nothing for one that is
        missing.
        """
        given = "".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape")
        stream = BytesIO(run_git(self.folder, "cat-file", "--batch", given=given))
        while head := stream.readline():
            if head.endswith(b" missing\n"):
                yield b""
            else:
                yield stream.read(int(head.split()[-1]))
                stream.readline()


def _tree(content: bytes, width: int) -> dict[str, str]:
    """The git names of the files of a folder, from git's own writing of it: mode, blank, name, a
    zero byte, and the hash in ``width`` bytes.
    """
    names: dict[str, str] = {}
    start = 0
    while (end := content.find(b"\0", start)) >= 0:
        file = content[start:end].split(b" ", 1)[-1].decode("utf-8", "surrogateescape")
        start = end + 1 + width
        names[file] = content[end + 1 : start].hex()
    return names


def history(folder: Path) -> History:
    """The git history of a data folder.

    Raises
    ------
    NoHistory
        If the folder is in no git repository or git is not installed.

    """
    folder = Path(folder).resolve()
    prefix = run_git(folder, "rev-parse", "--show-prefix", what=f"the history of '{folder.name}'")
    return History(folder, prefix.decode("utf-8", "surrogateescape").removesuffix("\n"))


def has_uncommitted(folder: Path) -> bool:
    """Whether the data differ from the last commit; no where there is no history to differ from."""
    try:
        return history(folder).uncommitted
    except NoHistory:
        return False
