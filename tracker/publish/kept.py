"""Results that a benchmark has written into the methods page, shown where they are needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.curate.dataset import Dataset

PAGE = "docs/methods.md"


@dataclass(frozen=True)
class Kept:
    """Markdown that a notebook sets as text and tables."""

    text: str

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    def _repr_markdown_(self) -> str:
        return self.text


def kept(data: Dataset, name: str) -> Kept:
    """What stands between the marks of a benchmark on the methods page beside the data folder.

    Raises
    ------
    ValueError
        If the page has no such marks; the message names those it has.
    OSError
        If there is no methods page.

    """
    text = (data.folder.resolve().parent / PAGE).read_text(encoding="utf-8")
    found = {
        match[1]: match[2].strip()
        for match in re.finditer(
            r"^<!-- ([\w-]+): .*? -->$(.*?)^<!-- \1: end -->$", text, re.M | re.S
        )
    }
    if name not in found:
        raise ValueError(
            f"{PAGE} keeps no results of '{name}'; it has those of: {', '.join(found) or 'nothing'}"
        )
    return Kept(found[name])
