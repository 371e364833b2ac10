"""What comes with the program beside its code: the methods, their results, and the notebooks."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def shipped(name: str) -> Path:
    """A file or folder that comes with the program, in the repository or in an installed package.

    Parameters
    ----------
    name : str
        As the repository calls it: ``docs/methods.md``, ``docs/results``, ``notebooks``.

    Raises
    ------
    FileNotFoundError
        If the program does not bring it.

    Examples
    --------
    >>> shipped("docs/methods.md").name
    'methods.md'

    """
    inside = Path(str(files("tracker"))) / "shipped"
    path = (inside if inside.is_dir() else inside.parents[1]) / str(name)
    if not path.exists():
        raise FileNotFoundError(
            f"'{name}' does not come with this installation; docs, docs/results and notebooks do"
        )
    return path
