"""Follow every internal link of a folder of pages: what a browser would not find."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib


def pages(out: Path) -> dict[str, object]:
    """Every page of the folder, parsed, by its path."""
    return {
        str(path.relative_to(out)): html5lib.parse(path.read_text(encoding="utf-8"))
        for path in sorted(out.rglob("*.html"))
    }


def broken(out: Path) -> list[str]:
    """Page and address of each link, picture or anchor that leads nowhere."""
    found = pages(out)
    ids = {name: {e.get("id") for e in page.iter() if e.get("id")} for name, page in found.items()}
    return [
        f"{name}: {address}"
        for name, page in found.items()
        for element in page.iter()
        for kind in ("href", "src", "srcset")
        if (address := element.get(kind)) and not _leads(out, name, address, ids)
    ]


def _leads(out: Path, name: str, address: str, ids: dict[str, set]) -> bool:
    parts = urlsplit(address)
    if parts.scheme:
        return True
    target = (
        os.path.normpath(os.path.join(os.path.dirname(name), unquote(parts.path)))
        if parts.path
        else name
    )
    return (out / target).exists() and (
        not parts.fragment or unquote(parts.fragment) in ids.get(target, ())
    )
