"""Files that users name: read unless too large, written whole or not at all."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from tracker.curate.limits import FILE

_PATIENCE = 30.0  # seconds that another writer is waited for
# What is begun says whose it is, so that no file of a user's is ever taken for it.
_BEGUN, _RANDOM = ".begun-by-tracker-", "[a-z0-9_]" * 8
# What a writer leaves that was stopped: no other writes while the folder is held.
_LEFT = (".*.yaml", ".README.md", "schema/.*.schema.json")
FRESH = 60.0  # seconds in which what was begun may still be somebody's work
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


def write_whole(path: str | Path, content: str | bytes) -> Path:
    """Write beside ``path``, then rename: a reader never sees half a file, a failure leaves the old
    one.

    A folder that is missing is made. The mode of a file that was there is kept; a link is followed,
    and goes on leading there. The content is on the disk before it takes the name.

    Raises
    ------
    OSError
        If the place cannot be written, or is no file (a folder, a pipe, a device); ``filename`` is
        ``path``, as the user named it.

    """
    path = Path(path)
    raw = content.encode("utf-8") if isinstance(content, str) else content
    beside = None
    try:
        mode = _mode(path)
        place = Path(os.path.realpath(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear_beside(place)
        handle, beside = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:80]}{_BEGUN}")
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(beside, mode)
        os.replace(beside, place)
    except OSError as error:
        if beside and os.path.exists(beside):
            os.unlink(beside)
        error.filename = str(path)
        raise
    return path


def write_changed(path: Path, text: str) -> list[Path]:
    """Bring a file up to date; gives it if it has changed. Errors as of :func:`write_whole`."""
    same = path.is_file() and path.read_text(encoding="utf-8", errors="replace") == text
    return [] if same else [write_whole(path, text)]


def _clear_beside(place: Path) -> None:
    """Be rid of what was to become this file, when its program was stopped some time ago."""
    for left in place.parent.glob(f".{glob.escape(place.name[:80])}{_BEGUN}{_RANDOM}"):
        with suppress(OSError):
            if left.is_file() and time.time() - left.stat().st_mtime > FRESH:
                left.unlink()


def read_named(path: str | Path, endings: Sequence[str], remedy: str) -> tuple[str, bytes]:
    """The ending of a file's name, in small letters, and its content.

    Raises
    ------
    ValueError
        If its name has none of the endings (``remedy`` says what to do), or it is too large.
    OSError
        If it cannot be read.

    """
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in endings:
        raise ValueError(f"cannot read '{path}': it is neither {' nor '.join(endings)}; {remedy}")
    if (size := path.stat().st_size) > FILE:
        raise ValueError(
            f"'{path}' has {size / 2**20:,.0f} MB, more than the {FILE // 2**20} that are read; "
            "split it"
        )
    return ending, path.read_bytes()


@contextmanager
def whole_folder(path: str | Path, *, sign: str, refusal: str) -> Iterator[Path]:
    """Give a fresh folder beside ``path`` to fill, which takes its place when all went well.

    ``sign`` is a file that every such folder holds: what is there without it, and not empty, is
    somebody else's and is left alone. On a failure the old folder stays as it was. The two are
    exchanged in one step where the system can; elsewhere the old one stands aside for the time of
    one rename: it comes back if that rename fails, and with the next call if everything stopped
    just then. The next call clears away, too, what a program that was stopped had begun.

    Raises
    ------
    ValueError
        If ``path`` holds other things; the message is ``refusal``.
    OSError
        If the place cannot be written; ``filename`` is ``path``, as the user named it.

    """
    place = Path(path).resolve()  # a link goes on leading to the folder
    hidden = str(place.with_name(f".{place.name}"))
    aside, beside, held = Path(f"{hidden}.replaced-by-tracker"), None, None
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear(aside, place, sign)
        empty = place.is_dir() and not any(place.iterdir())
        if place.exists() and not empty and not (place / sign).exists():
            raise ValueError(refusal)
        beside = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}{_BEGUN}"))
        held = _held(beside)
        _forsaken(place)
        os.chmod(beside, 0o777 & ~_umask())
        yield beside
        _swap(beside, place, aside)
    except OSError as error:
        if beside is None or str(error.filename or beside).startswith((hidden, str(place))):
            error.filename = str(path)
        raise
    finally:
        if held is not None:
            os.close(held)
        if beside and beside.exists():
            shutil.rmtree(beside)


def _held(folder: Path) -> int | None:
    """A sign that somebody is filling a folder, which ends with the program; ``None`` where the
    system gives none, or somebody else has it.
    """
    with suppress(OSError):
        return _taken(folder)
    return None


def _forsaken(place: Path) -> None:
    """Be rid of folders that were to take this place, when their program was stopped."""
    for left in place.parent.glob(f".{glob.escape(place.name)}{_BEGUN}{_RANDOM}"):
        if time.time() - left.stat().st_mtime > FRESH and (handle := _held(left)) is not None:
            os.close(handle)
            shutil.rmtree(left, ignore_errors=True)


def _clear(aside: Path, place: Path, sign: str) -> None:
    """Finish what an earlier call left: bring the old folder back, or be rid of it if the new one
    is there.
    """
    if (aside / sign).exists() and not place.exists():
        os.replace(aside, place)
    elif (aside / sign).exists():
        shutil.rmtree(aside)


def _swap(beside: Path, place: Path, aside: Path) -> None:
    stood = place.exists()
    if stood and _exchanged(beside, place):
        return
    try:
        if stood:
            os.replace(place, aside)
        os.replace(beside, place)
    except BaseException:
        if stood and not place.exists():
            os.replace(aside, place)
        raise
    if stood:
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders take each other's place in one step, where Linux or macOS can."""
    import ctypes

    names = (os.fsencode(one), os.fsencode(other))
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return int(system.renamex_np(*names, 2)) == 0
        return int(system.renameat2(-100, names[0], -100, names[1], 2)) == 0  # AT_FDCWD, EXCHANGE
    except (AttributeError, OSError, TypeError):  # no such call, or no such library
        return False


def _mode(path: Path) -> int:
    """The mode of a file that is there, or of a new one; only a plain file can be replaced."""
    try:
        there = path.stat().st_mode
    except FileNotFoundError:
        return 0o666 & ~_umask()
    if stat.S_ISDIR(there):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
    if not stat.S_ISREG(there):
        raise OSError(errno.EINVAL, "Is a pipe or a device, no file", str(path))
    return there & 0o777


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextmanager
def locked(folder: Path, patience: float = _PATIENCE) -> Iterator[None]:
    """Hold a data folder against other writers; one that holds it already is waited for.

    The lock lies on ``codebook.yaml``, which no command replaces. The system lets go of it when the
    program ends, however it ends; what a writer left that was stopped is cleared away.

    Raises
    ------
    ValueError
        If another writer holds the folder for longer than ``patience`` seconds.
    OSError
        If the folder cannot be locked at all.

    """
    path, end = folder / "codebook.yaml", time.monotonic() + patience
    while (handle := _taken(path)) is None:
        if time.monotonic() > end:
            raise ValueError(
                f"another program is writing to '{folder}'; nothing was written, run the command "
                "again when it is done"
            )
        time.sleep(0.02)
    try:
        for pattern in _LEFT:
            for left in folder.glob(f"{pattern}{_BEGUN}{_RANDOM}"):
                with suppress(OSError):
                    left.unlink()
        yield
    finally:
        os.close(handle)


def _taken(path: Path) -> int | None:
    """A file or folder opened and locked, ``None`` while another holds it or puts another in its
    place.
    """
    try:
        handle = os.open(path, os.O_RDWR)  # some network file systems lock only what can be written
    except (PermissionError, IsADirectoryError):
        handle = os.open(path, os.O_RDONLY)
    try:
        _lock(handle)
        if os.path.samestat(os.fstat(handle), os.stat(path)):
            return handle
    except OSError as error:
        if error.errno not in _BUSY:
            os.close(handle)
            error.filename = str(path)
            raise
    os.close(handle)
    return None


if sys.platform == "win32":

    def _lock(handle: int) -> None:
        import msvcrt

        os.lseek(handle, 2**30, os.SEEK_SET)  # far behind the text, which others go on reading
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:

    def _lock(handle: int) -> None:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
