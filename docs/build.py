"""Write the documentation as a web site: ``python docs/build.py FOLDER``.

The pages are those that are read in the repository too. They are put side by side for Sphinx, and
what they link to is named by its place in the site; links to files that are no page become text.
"""

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
# What stands in the repository -> its page.
PAGES = {path: path.name for path in sorted(DOCS.glob("*.md"))} | {
    ROOT / "README.md": "index.md",  # the site has a first page of its own
    ROOT / "data" / "README.md": "manual.md",
    ROOT / "CONTRIBUTING.md": "contributing.md",
    ROOT / "CHANGELOG.md": "changelog.md",
}
TAKEN = (".svg", ".png", ".ipynb")  # shown, or to be downloaded
LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(([^()\s]+)\)")
BLOCK = re.compile(r"(^```.*?^```$)", re.S | re.M)


def staged(path: Path) -> str:
    """A page of the repository with its links as they lead in the site."""

    def leading(match: re.Match[str]) -> str:
        sign, words, target = match.groups()
        address, hash_sign, anchor = target.partition("#")
        if not address or "://" in address:
            return match[0]
        beside = (path.parent / address).resolve()
        if beside in PAGES:
            return f"[{words}]({PAGES[beside]}{hash_sign}{anchor})"
        if beside.suffix in TAKEN and beside.is_relative_to(DOCS):
            return f"{sign}[{words}]({beside.relative_to(DOCS).as_posix()})"
        return words

    blocks = BLOCK.split(path.read_text(encoding="utf-8"))
    return "".join(part if part.startswith("```") else LINK.sub(leading, part) for part in blocks)


def build(folder: Path) -> int:
    """Write ``folder/index.html`` and all that it leads to; gives Sphinx's status, which is not 0
    after a warning.
    """
    with TemporaryDirectory() as made:
        stage = Path(made) / "pages"
        for path in sorted((DOCS / "site").rglob("*.*")):
            _put(stage / path.relative_to(DOCS / "site"), path.read_bytes())
        for path, name in PAGES.items():
            if path != ROOT / "README.md":
                _put(stage / name, staged(path).encode())
        for path in sorted(DOCS.rglob("*.*")):
            if path.suffix in TAKEN:
                _put(stage / path.relative_to(DOCS), path.read_bytes())
        words = ["-W", "--keep-going", "-q", "-E", "-b", "html", "-d", f"{made}/known"]
        return build_main([*words, str(stage), str(folder)])


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1])))
