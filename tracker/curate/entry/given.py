"""A file that a curator names: of a kind that is read, and not too large."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LARGEST = 32 * 2**20  # bytes


def read_given(path: str | Path, endings: Sequence[str], remedy: str) -> tuple[str, bytes]:
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
    if (size := path.stat().st_size) > LARGEST:
        raise ValueError(
            f"'{path}' has {size / 2**20:,.0f} MB, more than the {LARGEST // 2**20} that are "
            "read; split it"
        )
    return ending, path.read_bytes()
