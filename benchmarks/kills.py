"""Commands killed at moments drawn at random: what each file is then, and what the next run makes of it.

``python benchmarks/kills.py 300`` kills so many times, in turn, what enters and what prints. Each file is the old one
or the new one, the record is sound, the same command again ends as it would have, and nothing is left behind.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
PAGE = ["--new-source", "URL=https://example.org/a", "--new-source", "title=A page"]
WHOLE = [
    "--party",
    "ally",
    "--as-of",
    "2025-03-01",
    "--stated",
    "2025-03-02",
    "--figure",
    "killed=650",
]
ROWS = "party,as_of,stated,killed,source.URL,source.title\nally,2025-03-01,2025-03-02,about 650,https://example.org/a,A page\n"
COMMANDS = {
    "add": ["add", *WHOLE, *PAGE],
    "import": ["import", "rows.csv", "--write"],
    "sources": ["sources", "references.json", "--write"],
    "schema": ["schema"],
    "table": ["table", "figures", "-o", "out.csv"],
    "cite": ["cite", "sources", "-o", "out.bib"],
    "export": ["export", "dataset"],
    "report": ["report", "-o", "report"],
}


def state(home: Path) -> dict[str, bytes]:
    """The content of every file, also of what was left by mistake."""
    return {str(p.relative_to(home)): p.read_bytes() for p in home.rglob("*") if p.is_file()}


def run(words: list[str], home: Path, after: float | None = None) -> float:
    """A command in a process group of its own, killed after some seconds; gives how long it took."""
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-B", "-m", "tracker", *words, "--data", "data"],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as started:
        try:
            told = started.communicate(timeout=after)[1]
        except subprocess.TimeoutExpired:
            started.kill()
            started.communicate()
        else:
            if started.returncode and b"is there already" not in told:
                raise SystemExit(told.decode())
    return time.monotonic() - begun


def prepared(home: Path) -> Path:
    """A folder with a record, its schemas, and what is to be entered."""
    from curate.planting import FULL

    (home / "data").mkdir(parents=True)
    for name, text in FULL.items():
        (home / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (home / "rows.csv").write_text(ROWS, encoding="utf-8")
    reference = '[{"type": "webpage", "title": "A page", "URL": "https://example.org/a"}]'
    (home / "references.json").write_text(reference, encoding="utf-8")
    return home


def main(kills: int) -> int:
    """Kill, look, run again; 1 if anything was neither old nor new."""
    from tracker.curate.load import check

    kept = tempfile.TemporaryDirectory()
    os.environ["TRACKER_CACHE"] = kept.name
    rng, wrong, done = random.Random(19), 0, dict.fromkeys(COMMANDS, 0)
    with tempfile.TemporaryDirectory() as folder:
        sound = prepared(Path(folder) / "sound")
        times, new, old = {}, {}, state(sound)
        for name, words in COMMANDS.items():
            for _ in range(2):  # the second report finds pages that were kept, as later ones do
                home = Path(shutil.copytree(sound, Path(folder) / name))
                times[name] = run(words, home)
                new[name] = state(home)
                shutil.rmtree(home)
        for number in range(kills):
            name = [*COMMANDS][number % len(COMMANDS)]
            home = Path(shutil.copytree(sound, Path(folder) / f"{name}-{number}"))
            # what is loaded first changes nothing: most kills fall into the second half
            run(COMMANDS[name], home, times[name] * rng.uniform(0.4, 1.1))
            found = state(home)
            whole = [path for path in found if "begun-by-tracker" not in path]
            torn = [p for p in whole if found[p] not in (old.get(p), new[name].get(p))]
            faults = [p for p in check(home / "data") if p.severity == "error"]
            done[name] += found != new[name]
            for path in home.rglob(".*"):
                os.utime(path, (0, 0))  # as if it had happened long ago
            times[name] = run(COMMANDS[name], home)  # what else the machine does changes
            left = state(home) if not (torn or faults) else {}
            if torn or faults or left != new[name]:
                wrong += 1
                other = [p for p in left.keys() | new[name] if left.get(p) != new[name].get(p)]
                print(f"{name}, {number}: torn {torn}, faults {faults}, then {other}")
            shutil.rmtree(home)
    kept.cleanup()
    before = ", ".join(f"{name} {count}" for name, count in done.items())
    print(
        f"{kills} kills, {sum(done.values())} of them before the end ({before}); {wrong} went wrong"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 300))
