"""Files that users name: read unless too large, written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tracker.curate.limits import FILE


def write_whole(path: str | Path, content: str | bytes) -> Path:
    """Write beside ``path``, then rename: a reader never sees half a file, a failure leaves the old
    one.

    A folder that is missing is made. The mode of a file that was there is kept.

    Raises
    ------
    OSError
        If the place cannot be written; ``filename`` is ``path``, as the user named it.

    """
    path = Path(path)
    raw = content.encode("utf-8") if isinstance(content, str) else content
    beside = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(21, "Is a directory", str(path))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:80]}.")
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
        os.chmod(beside, mode)
        os.replace(beside, path)
    except OSError as error:
        if beside and os.path.exists(beside):
            os.unlink(beside)
        error.filename = str(path)
        raise
    return path


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
def whole_folder(path: str | Path, *, sign: str) -> Iterator[Path]:
    """Give a fresh folder beside ``path`` to fill, which takes its place when all went well.

    ``sign`` is a file that every such folder holds: a folder that is there without it, and not
    empty, is somebody else's and is left alone. On a failure the old folder stays as it was.

    Raises
    ------
    ValueError
        If ``path`` holds other things.
    OSError
        If the place cannot be written; ``filename`` is ``path``, as the user named it.

    """
    path = Path(path)
    beside = None
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_dir():
            raise NotADirectoryError(20, "Not a directory", str(path))
        if path.is_dir() and any(path.iterdir()) and not (path / sign).exists():
            raise ValueError(
                f"'{path}' holds other things (no {sign} in it); name a new or empty folder"
            )
        beside = Path(tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name[:80]}."))
        os.chmod(beside, 0o777 & ~_umask())
        yield beside
        if path.exists():
            old = Path(
                tempfile.mkdtemp(dir=path.absolute().parent, prefix=f".{path.name[:80]}.old.")
            )
            os.replace(path, old)
            os.replace(beside, path)
            shutil.rmtree(old)
        else:
            os.replace(beside, path)
    except OSError as error:
        error.filename = str(path)
        raise
    finally:
        if beside and beside.exists():
            shutil.rmtree(beside)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
