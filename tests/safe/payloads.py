r"""What a stranger could write into a record to be run, and a record that holds it in every text.

Where texts stand follows from the tables of the format (`tracker.curate.fields`), so that a field
added to the format is planted too. A run of any payload shows itself: HTML and SVG ask for the
host ``ran.example`` or set ``window.ran``, LaTeX reads the file ``ran.tex``, a formula is
one that a workbook keeps as such.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import yaml
from curate.planting import FULL

from tracker.curate.fields import FIELD_TABLES

RAN = "ran.example"  # whom a payload that runs would call
PAYLOADS = (
    f"<script>ran=1;fetch('https://{RAN}/a')</script>",
    f"\"'><img src=//{RAN}/b onerror=ran=2>",
    f"</title></style></textarea>--><svg onload=ran=3><image href=//{RAN}/c>",
    "]]><iframe srcdoc='<script>parent.ran=4</script>'></iframe></script><!--",
    f"[a](javascript:ran=6) ![b](//{RAN}/e) `c` **d** <https://{RAN}/f>",
    "javascript:ran=7",
    "data:text/html,<script>parent.ran=8</script>",
    "{{ 7 * 191 }} {% raw %} %s {0.__class__} %(x)d",
    r"\input{ran} \immediate\write18{touch ran} ^^5cinput{ran} }\input{ran}%",
    r"$\frac{1}{0}$ $\undefined{$ \$ $$ $x^{\input{ran}}$",
    "}, note = {x}, @article{evil, title = {y} @comment{ # z %",
    f'=HYPERLINK("https://{RAN}/h","x")',
    "+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    '-2+3+cmd|"/C calc"!A0;"b"',
    "../../../../etc/ran.txt",
    "~/ran $(touch ran) `touch ran` ; touch ran | tee ran && touch ran > ran",
    "| a | --- # * + 1. > [ ] ~~~ ```",
    "ER  - ",
    "%0d%0aX: y &lt;b&gt; &#60;b&#62; &amp;amp; \\u003cb\\x3cb",
)
LONG = "w" * 300 + " 한국 Київ ܡܠܟܐ مرحبا 𝔘𝔫𝔦 ﷽"  # in every ninth text: slow to draw
# Signs a record may not hold: what is refused has to be told without sending it to a terminal.
SIGNS = (
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]8;;https://ran.example\x07link\x1b]8;;\x07",
    "\x9b31m",
    "\x00\x08\x7f",
    "\u202egnp.exe\u202c",
    "\u2066a\u2069",
    "\u200b\u2060\ufeff",
)
NAMES = {  # kinds with a pattern of their own, as far as that lets anything in
    "citekey": "../<b>$x&;*|`^_",
    "address": "https://page.example/'onclick='ran=8'?a=%0a&b=$x$_~;#()*!@[c](javascript:d)",
    "doi": "10.1234/'onclick='ran=9'&$x_~;#()*!@//page.example",
}


def fields(name: str, value: dict, path: str = "") -> Iterator[tuple[dict, Any, str]]:
    """Each entry of a record with each field that its table has for it, there or not."""
    for field in FIELD_TABLES[name]:
        place = f"{path}.{field.name}"
        yield value, field, place
        inside = value.get(field.name)
        if inside is None or field.of not in FIELD_TABLES:
            continue
        if field.kind == "list" or field.name == "withdrawn":
            for number, entry in enumerate(inside if isinstance(inside, list) else [inside]):
                yield from fields(field.of, entry, f"{place}.{number}")
        elif field.kind == "mapping":
            for key, entry in inside.items():
                if isinstance(entry, dict):
                    yield from fields(field.of, entry, f"{place}.{key}")


def planted(
    shift: int = 0, payloads: tuple[str, ...] = PAYLOADS
) -> tuple[dict[str, str], dict[str, str]]:
    """The three texts of a record, every payload in every text of it, and what stands where.

    ``shift`` says which of the payloads comes first in the first field, the next in the next.
    """
    found: dict[str, str] = {}
    texts = {}
    for file, text in FULL.items():
        record = yaml.load(text, yaml.BaseLoader)
        if file == "codebook":
            record["events"].append({"date": "2025-02-03", "label": "A second"})
        for entry, field, place in list(fields(f"{file}.yaml", record)):
            if (
                value := _hostile(field.kind, field.name, len(found) + shift, payloads)
            ) is not None:
                entry[field.name] = value
                found[f"{file}{place}"] = json.dumps(value, ensure_ascii=False)
        texts[file] = record
    renamed = _renamed(texts)
    return {
        file: yaml.safe_dump(one, sort_keys=False, allow_unicode=True, width=10**6)
        for file, one in renamed.items()
    }, found


def text(turn: int, payloads: tuple[str, ...] = PAYLOADS) -> str:
    """All payloads in one text, beginning with another one each time."""
    at = turn % len(payloads)
    return " ".join((*payloads[at:], *payloads[:at], *([] if turn % 9 else [LONG])))


def _hostile(kind: str, name: str, turn: int, payloads: tuple[str, ...]) -> Any:
    said = text(turn, payloads)
    if kind == "text":
        return said
    if kind == "texts":
        return [f"{said} {turn}"]
    if kind == "csl_names":
        return [{"family": said, "given": said, "non-dropping-particle": said}, {"literal": said}]
    if kind == "any":
        return {"custom": {"any": said}}.get(name, said)
    if kind in ("address", "doi"):
        return NAMES[kind]
    return None


def _renamed(texts: dict[str, Any]) -> dict[str, Any]:
    """The same with hostile keys for the two sources."""
    names = {"news": NAMES["citekey"], "wire": NAMES["citekey"] + "2"}

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: walk(one) for key, one in value.items()}
        if isinstance(value, list):
            return [walk(one) for one in value]
        return names.get(value, value) if isinstance(value, str) else value

    return walk(copy.deepcopy(texts))
