"""The same bytes from every Python: all that is made of a small record, under each version that is there.

``python benchmarks/versions.py`` looks for Python 3.11 to 3.14 (on the PATH, or where uv finds or fetches them), sets
each up with exactly what requirements-test.txt pins, and compares tables, citations, the export, charts and the report, and
the same twice in a row under the first. A version that cannot be had is said.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
VERSIONS = ("3.11", "3.12", "3.13", "3.14")


def environment(uv: str, version: str, home: Path) -> Path | None:
    """A Python of the version with what is pinned; ``None`` if it cannot be had."""
    place = home / version
    pinned = str(ROOT / "requirements-test.txt")
    installing = [
        "pip",
        "install",
        "--quiet",
        "--python",
        str(place),
        "--require-hashes",
        "--no-deps",
    ]
    for words in (
        ["venv", "--quiet", "--python", version, str(place)],
        [*installing, "-r", pinned],
    ):
        run = subprocess.run([uv, *words], capture_output=True, text=True)
        if run.returncode:
            print(f"Python {version} cannot be had: {run.stderr.strip().splitlines()[-1]}")
            return None
    return place / "bin" / "python"


def made(python: Path, data: Path, home: Path) -> dict[str, str]:
    """Name and hash of each file."""
    run = subprocess.run(
        [str(python), str(ROOT / "tests" / "everything.py"), data.name, home.name, "--all"],
        cwd=data.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TRACKER_CACHE": str(home) + "-kept"},
        capture_output=True,
        text=True,
    )
    if run.returncode:
        raise SystemExit(run.stderr)
    return dict(reversed(line.split(" ", 1)) for line in run.stdout.splitlines())


def main(given: list[str]) -> int:
    """Compare them; 1 if any file differs. Interpreters that are set up already may be ``given``."""
    from curate.planting import FULL

    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "data").mkdir()
        for name, text in FULL.items():
            (home / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
        ready = [Path(name) for name in given]
        ready = ready or [one for name in VERSIONS if (one := environment(uv, name, home))]
        if not ready:
            raise SystemExit("no Python to compare")
        found = [
            made(python, home / "data", home / f"made{number}")
            for number, python in enumerate([ready[0], *ready])
        ]
    wrong = 0
    for python, files in zip(["once more", *ready[1:]], found[1:]):
        other = sorted(
            name for name in found[0].keys() | files if found[0].get(name) != files.get(name)
        )
        print(
            f"{python}: {len(files)} files, {len(other)} other than those of {ready[0]}",
            *other[:20],
        )
        wrong += len(other)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
