"""A report that is renewed whenever its record changes."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from tracker.curate.load import DataError, load
from tracker.publish.report.write import Say, write_report

PAUSE = 0.5  # seconds between looks


def watch(
    data: str | Path,
    out: str | Path,
    *,
    on: date | None = None,
    known_on: date | None = None,
    say: Say,
    rounds: int | None = None,
) -> None:
    """Renew the pages of a report, without notebooks and gallery, until it is interrupted.

    Parameters
    ----------
    data, out : path
        The record's folder, and the report's.
    on, known_on : date, optional
        As for :func:`write_report`.
    say : callable
        Told what was renewed, and what is wrong with a record that cannot be read: the report then
        stays as it is.
    rounds : int, optional
        How many times to look; default: for ever.

    """
    seen = _state(data)
    say("watching the data; Ctrl+C ends it")
    while rounds is None or rounds > 0:
        rounds = None if rounds is None else rounds - 1
        try:
            time.sleep(PAUSE)
        except KeyboardInterrupt:
            return
        if (now := _state(data)) == seen:
            continue
        seen, start = now, time.monotonic()
        try:
            write_report(load(data), out, on=on, known_on=known_on, quick=True)
        except (DataError, ValueError, OSError) as error:
            say(f"{error}")
        else:
            say(f"renewed in {time.monotonic() - start:.1f} s")


def _state(data: str | Path) -> list[tuple[str, int, int]]:
    """Name, time and size of each file of the record."""
    found = []
    for path in sorted(Path(data).glob("*.yaml")):
        try:
            about = path.stat()
        except FileNotFoundError:  # just being replaced
            continue
        found.append((path.name, about.st_mtime_ns, about.st_size))
    return found
