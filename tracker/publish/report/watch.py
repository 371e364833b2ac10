"""A report that is renewed whenever its record changes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tracker.publish.report.notebooks import Say

PAUSE = 0.5  # seconds between looks


def watch(folder: str | Path, renew: Callable[[], object], *, say: Say) -> None:
    """Renew the pages of a report at every change of a record, until it is interrupted.

    Parameters
    ----------
    folder : path
        The record's.
    renew : callable
        Makes them.
    say : callable
        Told what was renewed, and what is wrong with a record that cannot be read: the report then
        stays as it is.

    """
    seen = _state(folder)
    say("watching the data; Ctrl+C ends it")
    while True:
        try:
            time.sleep(PAUSE)
        except KeyboardInterrupt:
            return
        if (now := _state(folder)) == seen:
            continue
        seen, start = now, time.monotonic()
        try:
            renew()
        except (ValueError, OSError) as error:
            say(f"{error}")
        else:
            say(f"renewed in {time.monotonic() - start:.1f} s")


def _state(folder: str | Path) -> list[tuple[str, int, int]]:
    """Name, time and size of each file of the record."""
    found = []
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            about = path.stat()
        except FileNotFoundError:  # just being replaced
            continue
        found.append((path.name, about.st_mtime_ns, about.st_size))
    return found
