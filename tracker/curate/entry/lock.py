"""One writer at a time: a data folder held while it is read, changed and written."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 30.0  # seconds that another writer is waited for
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold a data folder against other writers; one that holds it already is waited for.

    The lock lies on ``codebook.yaml``, which no command replaces. The system lets go of it when the
    program ends, however it ends, and nothing is left behind.

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
        yield
    finally:
        os.close(handle)


def _taken(path: Path) -> int | None:
    """The file opened and locked, ``None`` while another holds it or puts another in its place."""
    try:
        handle = os.open(path, os.O_RDWR)  # some network file systems lock only what can be written
    except PermissionError:
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
