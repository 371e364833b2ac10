"""Inputs that nobody would write: sound ones, mixed, cut, doubled, and sown with awkward signs."""

from __future__ import annotations

import random
from collections.abc import Sequence

from curate.planting import FULL

SIGNS = (
    *" \t\n\r,;:.|-–—+~?%/\\'\"`()[]{}<>=&#@!$^_*0123456789",
    "\x00", "\x1b", "\u00a0", "\u200b", "\u202e", "\ufeff", "\u2028", "é", "한", "٣", "Ⅷ", "²", "½", "𝟘",
    "\U0001f4a3", "\ud800", "a\u0301", "- ", ": ", " #", "---\n", "\n  ", "&a ", "*a", "!!", "%d", "9" * 40, "1e999",
    "-0", "nan", "inf", "(" * 30, "{" * 30, "[" * 30, "\\" * 9, "\r\n", "~" * 9,
)  # fmt: skip
WORDS = (
    "about 300", "more than 3,000", "up to 12,000", "10,000-12,000", "between 10,000 and 12,000", "a third of 6,000",
    "40% of 5,000", "about half of 11,000", "several hundred", "no figure", "ninety-nine", "two dozen", "3.5 thousand",
    "12k", "1.2 million", "three hundred and five", "as few as 100", "100 or more", "c. 300", "exactly 77", "nearly",
    "at least", "or fewer", "hundreds", "two thirds of", "one in ten of 500", "> 3,000", "3 000", "dozens of thousands",
)  # fmt: skip
DATES = (
    "2025-01-13", "2025-01", "2025", "2025-01-13~", "2025-01?", "2025-21", "13/1/2025", "1.2.2025", "Jan 13, 2025",
    "2025-02-30", "0000-01-01", "9999-12-31", "2025-W03", "20250113", "2025-01-13T10:00:00Z", "45000",
)  # fmt: skip
YAML = (
    *FULL.values(),
    "a: 1\n",
    "- b\n- {c: d}\n",
    "e: >-\n  f\n",
    "g: |\n  h\n",
    "'i': \"j\\n\"\n",
)
BIB = (
    "@article{a, title = {A {B} c}, author = {Doe, Jane and others}, date = {2025-01-13}, url = {https://a.example/b}}",
    '@misc{b, title = "C \\"o d" # m, year = 2025, month = jan}', "@string{m = {Mag}}", "@comment{x}", "%", "}", "@",
    "@book(c, editor = {{A Body} and d'E, von F}, note = {\\url{http://x}})", "\\'{e}\\ss{} $x^2$ ~--",
)  # fmt: skip
RIS = (
    "TY  - NEWS\nTI  - A title\nAU  - Doe, Jane\nDA  - 2025/01/13/\nUR  - https://a.example\nER  - \n",
    "TY  - JOUR\n", "ER  - \n", "PY  - 2025\n", "A1  - \n", "KW  -", "SP  - 1\nEP  - 9\n", "XX  - y\n",
)  # fmt: skip
TABLE = (
    "party,as_of,stated,killed,source.URL,source.title\nspy,2025-02-01,2025-02-02,about 350,https://a.example,A page\n",
    "Date;Source;Killed (low);Killed (high);URL\n13/1/2025;Spies;100+;~1,100;https://a.example/w\n",
    "Date\tSource\tMetric\tValue\n13/1/2025\tSpies\tKilled\tabout 300\n", '"a ""b"" c",', "=1+1,", "id|party|note\n",
)  # fmt: skip
LINES = (
    "Table figures-killed; known on 2025-06-15; data 0123456789ab; tracker 0.1.0; made by: tracker table figures "
    "--metric killed --known-on 2025-06-15",
    "Chart ranges-killed; known on 2025-06-15; data 0123456789ab; tracker 0.1.0; made by: `tracker plot ranges killed`",
    "\\texttt{tracker table}", "&quot;", "\\-", "known\non", "data 0123 4567", "; ",
)  # fmt: skip


def mixed(rng: random.Random, sound: Sequence[str], most: int = 4) -> str:
    """Some of the sound texts, one behind the other, with a few things done to them."""
    text = rng.choice((" ", "", "\n")).join(rng.choice(sound) for _ in range(rng.randint(1, most)))
    for _ in range(rng.randint(0, 5)):
        at, to = sorted((rng.randint(0, len(text)), rng.randint(0, len(text))))
        done = rng.randrange(6)
        if done == 0:
            text = text[:at] + rng.choice(SIGNS) + text[at:]
        elif done == 1:
            text = text[:at] + text[to:]
        elif done == 2:
            to = min(to, at + 200)
            text = text[:to] + text[at:to] * rng.randint(1, 3) + text[to:]
        elif done == 3:
            text = text[:at] + rng.choice(sound) + text[at:]
        elif done == 4 and text:
            text = text[: at - 1] + chr(rng.randrange(0x2500)) + text[at:]
        else:
            text = rng.choice((text.upper(), text.lower(), text.strip(), text[::-1]))
    return text


def raw(rng: random.Random, text: str) -> bytes:
    """The text as a file holds it; now and then in another coding, or with bytes that are none."""
    made = text.encode(rng.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "surrogatepass")
    if rng.random() < 0.2:
        at = rng.randint(0, len(made))
        made = made[:at] + bytes(rng.randrange(256) for _ in range(3)) + made[at:]
    return made
