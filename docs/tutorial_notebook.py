"""The tutorial as a notebook: ``python docs/tutorial_notebook.py`` writes it from its text."""

import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

DOCS = Path(__file__).parent
# A fenced block, with the line before it that says where it goes; or a picture.
STEP = re.compile(
    r"(?:(?P<how>Write|In) `(?P<file>[\w./-]+)`(?: anew)?(?:, below `(?P<line>[^`]+)`)?:\n\n)?"
    r"^```(?P<kind>\w+)(?P<fails> fails)?\n(?P<block>.*?)^```$"
    r"|^!\[.*?\]\(tutorial/(?P<picture>.*?)\)$",
    re.S | re.M,
)
BEGIN = """\
import os, sys, tempfile

os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
for who in ("AUTHOR", "COMMITTER"):  # whom git names, where it knows nobody yet
    os.environ.setdefault(f"GIT_{who}_NAME", "Jane Doe")
    os.environ.setdefault(f"GIT_{who}_EMAIL", "jane@example.org")
os.chdir(tempfile.mkdtemp(prefix="flood-"))
os.getcwd()
"""
INTO = '''\
from pathlib import Path

book = Path("{file}")
text = book.read_text(encoding="utf-8")
new = """\\
{block}"""
book.write_text(text.replace("\\n{line}\\n", "\\n{line}\\n" + new, 1), encoding="utf-8");
'''


def notebook() -> nbformat.NotebookNode:
    """Text as text, files and commands as cells; what a command prints is left for it to print."""
    text = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    head, _, text = text.partition("\n## ")
    words = "Run the cells one by one. The first one goes to a new, empty folder."
    cells = [_told(f"{head.rsplit('Every step below', 1)[0]}\n{words}"), _cell(BEGIN)]
    text, at = f"## {text}", 0
    for step in STEP.finditer(text):
        cells += _texts(text[at : step.start()])
        cells += _step(step)
        at = step.end()
    cells += _texts(text[at:])
    for number, cell in enumerate(cells):
        cell["id"] = f"step-{number}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def _step(step: re.Match[str]) -> list[nbformat.NotebookNode]:
    if step["picture"]:
        return [_cell(f'from IPython.display import SVG\n\nSVG("{step["picture"]}")')]
    if step["how"] == "Write":
        return [_cell(f"%%writefile {step['file']}\n{step['block']}")]
    if step["how"]:
        return [
            _told(f"Into `{step['file']}`, below `{step['line']}`:"),
            _cell(INTO.format(**step.groupdict())),
        ]
    if step["kind"] == "sh" and "git push" not in step["block"]:
        return [_cell(f"%%bash{' --no-raise-error' if step['fails'] else ''}\n{step['block']}")]
    if step["kind"] == "sh":  # there is nowhere to push to
        return [_told(step[0])]
    return []


def _texts(text: str) -> list[nbformat.NotebookNode]:
    """A cell of text; links to files of the project become words."""
    words = re.sub(r"\[([^\]]*)\]\((?!https?:)[^)]*\)", r"\1", text).strip()
    return [_told(words)] if words else []


def _told(text: str) -> nbformat.NotebookNode:
    return new_markdown_cell(text.strip())


def _cell(code: str) -> nbformat.NotebookNode:
    return new_code_cell(code.rstrip())


if __name__ == "__main__":
    nbformat.write(notebook(), DOCS / "tutorial.ipynb")
