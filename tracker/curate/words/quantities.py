"""Words become bounds: "about 300", "more than 3,000", "a third of 5,000", "several hundred"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, product
from math import prod
from types import MappingProxyType
from typing import TypeAlias

from tracker.curate.model import Qualifier, Quantity
from tracker.curate.suggest import Names
from tracker.curate.words.dates import MONTHS
from tracker.curate.words.numerals import (
    AFTER,
    NUMBER_WORDS,
    TWO,
    NumeralError,
    multiple_in_parts,
    read_number,
)
from tracker.curate.words.signs import QUOTES, code_point, cut

# The qualifier, and low, best and high in persons.
_Reading: TypeAlias = tuple[Qualifier, float | None, float | None, float | None]
_MORE = ("more than", "over", "above", "beyond", "north of", "in excess of")
_UNDER = ("less than", "fewer than", "under", "below", "south of")
_LESS = (*_UNDER, "short of", "shy of")  # who is "short of 300" may lack them
_BARELY = ("slightly", "marginally", "a little", "a bit", "just")
_FAR = ("well", "far", "much", "a lot", "significantly", "considerably", "substantially")


def _combined(degrees: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{degree} {word}" for degree in degrees for word in words)


HEDGES: dict[Qualifier, tuple[str, ...]] = {
    "exact": ("exactly", "precisely"),
    "about": (
        "about",
        "around",
        "approximately",
        "approx.",
        "approx",
        "roughly",
        "some",
        "an estimated",
        "estimated",
        "est.",
        "est",
        "estimated at",
        "in the region of",
        "on the order of",
        "of the order of",
        "in the order of",
        "circa",
        "ca.",
        "ca",
        "c.",
        "~",
    ),
    "at_least": (
        "at least",
        "no fewer than",
        "no less than",
        "not fewer than",
        "not less than",
        "at the very least",
        "at the least",
        "at a minimum",
        "at minimum",
        "a minimum of",
        "minimum of",
        "minimum",
        "min.",
        "min",
        "as few as",
        ">=",
    ),
    "more_than": (
        *_MORE,
        *_combined(_BARELY, _MORE),
        *_combined(_FAR, _MORE),
        "many more than",
        "exceeding",
        "upwards of",
        "upward of",
        ">",
    ),
    "nearly": ("nearly", "almost", "approaching", "close to", *_combined(_BARELY, _LESS)),
    "at_most": (
        "up to",
        "at most",
        "no more than",
        "not more than",
        "as many as",
        "as much as",
        *_UNDER,
        *_combined(_FAR, _LESS),
        "a maximum of",
        "maximum of",
        "maximum",
        "max.",
        "max",
        "<=",
        "<",
    ),
}
BEHIND: dict[str, Qualifier] = {
    **dict.fromkeys(
        (
            " or more",
            " and more",
            " or over",
            " and over",
            " or above",
            " and above",
            " and upwards",
            " or upwards",
            " at least",
            " at the least",
            " at the very least",
            " at minimum",
            " at a minimum",
            " as a minimum",
            " minimum",
            " min",
            " and counting",
            " plus",
            "-plus",
            " +",
            "+",
        ),
        "at_least",
    ),
    **dict.fromkeys(
        (
            " or fewer",
            " or less",
            " or under",
            " and under",
            " or below",
            " at most",
            " at the most",
            " at the very most",
            " at maximum",
            " at a maximum",
            " as a maximum",
            " maximum",
            " max",
        ),
        "at_most",
    ),
    **dict.fromkeys(
        (
            " or so",
            " or thereabouts",
            " or about",
            " approximately",
            " approx",
            " roughly",
            " circa",
            " ca",
            " estimated",
            " est",
        ),
        "about",
    ),
    **dict.fromkeys((" exactly", " precisely"), "exact"),
}
_BEHIND = re.compile(
    "(.*?)(" + "|".join(map(re.escape, sorted(BEHIND, key=len, reverse=True))) + ")"
)
APART = (
    "has two spaces, a tab or a line's end between digits; write one number in one piece, as in "
    "3,000, and two as a range"
)
_ENDS_REMEDY = (
    "give `low` and `high` in numbers, or one of them where the source leaves the other open, and "
    "its words in `note`"
)
_QUALIFIERS = {words: name for name, forms in HEDGES.items() for words in forms}
_LONGEST_FIRST = sorted(_QUALIFIERS, key=len, reverse=True)
_HEDGE = re.compile(
    "("
    + "|".join(
        re.escape(words) + ("(?= )" if words[-1].isalpha() else "") for words in _LONGEST_FIRST
    )
    + ") ?"
)
_TOTAL = re.compile("^(?:(?:a|in) )?total (?:of )?")
_VOCABULARY = frozenset(
    {
        part
        for forms in HEDGES.values()
        for words in forms
        for part in words.split()
        if part.isalpha()
    }
    | NUMBER_WORDS
    | {part for words in BEHIND for part in words.split() if part.isalpha()}
    | {"between", "to", "of", "third", "quarter", "no", "figure", "none", "nil", "total"}
    | {"tens"}  # no slip of ten
    | {words for forms in HEDGES.values() for words in forms if words.count(" ") == 1}  # "upto"
)
# English words that are no slips of hedges or numbers, although they differ by a letter.
_NO_SLIPS = frozenset(
    [
        *("best", "last", "early", "yearly", "nearby", "closer", "round", "even", "ever", "any"),
        *("lots", "newer", "for", "may", "mean", "must", "same", "rest", "test", "west", "home"),
        *("come", "ground", "cover", "main", "mind"),
    ]
)
_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞⅒"
_SHARES = {
    "half": 1 / 2,
    "a half": 1 / 2,
    "one half": 1 / 2,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "two thirds": 2 / 3,
    "a quarter": 1 / 4,
    "one quarter": 1 / 4,
    "a fourth": 1 / 4,
    "three quarters": 3 / 4,
    "a fifth": 1 / 5,
    "one fifth": 1 / 5,
    "a sixth": 1 / 6,
    "a tenth": 1 / 10,
    "one tenth": 1 / 10,
    "all": 1.0,
    **{f"{part}/{whole}": part / whole for whole in range(2, 11) for part in range(1, whole)},
    **{sign: unicodedata.numeric(sign) for sign in _FRACTIONS},
}
_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—−﹣－―", "-"),
        **dict.fromkeys("∼～〜≈≃≅˜", "~"),
        **dict.fromkeys("≥⩾≧", ">="),
        **dict.fromkeys("≤⩽≦", "<="),
        "＞": ">",
        "＜": "<",
        "＋": "+",
        "％": "%",
        **dict.fromkeys("，،٬", ","),
        "٫": ".",
        "’": "'",
        **dict.fromkeys("\t\n\r", "  "),  # two lines, or two cells, are never one number
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
            "\u2009\u200a\u202f\u205f\u3000",
            " ",
        ),
    }
)
_MARKED = re.compile(rf"\d ?([{_FRACTIONS}])")  # a mixed number, or a footnote's mark
_DAY = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?(?:[t ][\d:.]+)?|\d{1,2}:\d\d(?::\d\d)?(?: [ap]m)?"
    r"|\d{1,2}([/.-])\d{1,2}\1(?:\d\d){1,2}"
    rf"|(?:\d+[ -])?({'|'.join(f'{name[:3]}(?:t|{name[3:]})?' for name in MONTHS)})(?:[ -]\d+)?",
    re.I,
)
_UNIT = re.compile(
    r"(?:(?<=\d)|(?<=\d ))(?:k|m|mln|bn)\b|\b(?:hundred|thousand|million|billion|dozen)\b"
)
_RANGES = (
    re.compile(r"between (.*?) and (.*)"),
    re.compile(r"(?:(?:from|between) (?:as few as )?)?(\S.*?)(?: up)? to (?:as many as )?(\S.*)"),
    re.compile(r"(?:(?:from|between) )?(\d[\d, .km]*?) ?(?:-{1,3}|~) ?(\d.*)"),
)
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?(?:%|percent|per cent)")


_COUNTS = "|".join(sorted(NUMBER_WORDS - {"a", "an", "and"}))
# What to write instead of words that hold this; the first that fits, the last always does.
_HINTS = {
    r"±|\+/-": "; give both ends, as in 250 to 350 for 300 and 50 more or less",
    r"\d ?(?:[*†‡]+|\[\w+\])$": "; where that is a footnote's mark, write the number without it",
    r"(?:\d|%|cent|half|halves|third|quarter|(?:four|fif|six|seven|eigh|nin|ten)th)s? of ": (
        "; one share is written 'a third of 6,000' or '40% of 6,000'; for two give `low` and "
        "`high` in numbers, and the source's words in `note`"
    ),
    rf"(?:\d|\b(?:{_COUNTS})) or (?:\d|(?:{_COUNTS})\b)": f"; {TWO}",
    r"^\D+$": (
        "; write the number in digits where they name one; vague words need an entry in the "
        "codebook's `wordings`, or write 'no figure'"
    ),
    "": (
        "; write a number with its hedge, such as 'about 300', '10,000 to 12,000' or 'more than "
        "3,000'"
    ),
}


class WordsError(ValueError):
    """Words that cannot be read as a figure; the message holds the remedy."""


def read_words(
    said: str | int | float, wordings: Mapping[str, tuple[float, float]] = MappingProxyType({})
) -> Quantity:
    """Read the words of a source into bounds; ``wordings`` gives the vague ones, as in the
    codebook.

    Whatever cannot be read is refused, never guessed. A share is computed unrounded; its own hedge
    counts, or else the hedge of the number it is taken of; a bare share is exact.

    Raises
    ------
    WordsError
        If the words cannot be read; the message says why and what to write instead.

    Examples
    --------
    >>> q = read_words("more than 3,000")
    >>> (q.qualifier, q.low, q.best, q.high)
    ('more_than', 3000.0, None, None)
    >>> read_words("abuot 300")
    Traceback (most recent call last):
    ...
    tracker.curate.words.quantities.WordsError: cannot read 'abuot 300'; did you mean 'about 300'?

    """
    shown = str(said).strip()
    if len(shown) > 200:
        raise WordsError(
            f"cannot read '{cut(shown)}': too long for a figure; write only the "
            "number and its "
            "hedge, and the rest in `note`"
        )
    text = normalised(shown)
    if text in wordings:
        low, high = wordings[text]
        return Quantity(shown, "vague", float(low), None, float(high))
    found, trouble = _read(text)
    if found is None:
        better = _better(text, wordings) if not trouble or trouble.startswith(AFTER) else ""
        if better:
            odd = f" (it holds {code_point(sign)})" if (sign := _odd(text)) else ""
            trouble = f"{odd}; did you mean '{better}'?"
        else:
            trouble = f": it {trouble}" if trouble else _hint(text)
        raise WordsError(f"cannot read '{cut(shown)}'{trouble}")
    return Quantity(shown, *found, computed=whole_of(shown) is not None)


def whole_of(said: str) -> str | None:
    """The words of the number that a figure is a share of, ``None`` where its words give no share;
    all of a number is no share of it.

    Examples
    --------
    >>> whole_of("about two thirds of 4,000"), whole_of("about 300")
    ('4,000', None)

    """
    if "of" not in said.lower():
        return None
    share = _share(_hedge(normalised(said))[1])
    if share is None:
        return None
    return whole_of(share[1]) or (share[1] if share[0] < 1 else None)


def normalised(text: str) -> str:
    """Words as they are compared: in lower case, with plain quotes, dashes and spaces, and without
    the full stop behind them.
    """
    text = re.sub(r"(?<!\d) {2,}| {2,}(?!\d)", " ", text.translate(_SIGNS).lower().strip())
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("..") else text


def _strange(text: str) -> str:
    """What is wrong with the signs of plain words, empty where nothing is."""
    if "  " in text:
        return APART
    if _DAY.fullmatch(text):
        return (
            "may be a day, a month or a time, as spreadsheets make of ranges; compare with the "
            "source, and write the range, such as '3 to 5'"
        )
    if text[:1] in QUOTES or text[-1:] in QUOTES:
        return "stands in typographic quotes; write straight ones, or none"
    return _raised("".join(sign for sign in text if sign not in _FRACTIONS))


def _raised(text: str) -> str:
    """What to do about a sign that may be a footnote's mark, empty where there is none."""
    raised = [sign for sign in text if unicodedata.category(sign) == "No"]
    return (
        f"holds {code_point(raised[0])}; where that is a footnote's mark write the number without "
        "it, else write the number in full"
        if raised
        else ""
    )


@lru_cache(maxsize=16384)
def _read(text: str) -> tuple[_Reading | None, str]:
    """The reading of plain words, or why there is none (empty where nothing better than a hint is
    known).
    """
    if text in ("no figure", "no number given"):
        return ("none", None, None, None), ""
    if text in ("none", "nil"):
        return ("exact", 0.0, 0.0, 0.0), ""
    if strange := _strange(text):
        return None, strange
    try:
        return _parse(text), ""
    except NumeralError as error:
        mark = _MARKED.search(text)
        return None, _raised(mark[1]) if mark else str(error)


def _parse(text: str) -> _Reading:
    hedge, rest = _hedge(text)
    if share := _share(rest):
        return _of_share(hedge, *share)
    behind = _BEHIND.fullmatch(rest)
    after = BEHIND[behind[2]] if behind else None
    if ends := _ends(behind[1] if behind else rest):
        hedges, (first, last) = zip(*map(_hedge, ends))
        if {hedge, after, *hedges} - {None, "about"}:
            raise NumeralError(f"hedges a range, which leaves its ends open; {_ENDS_REMEDY}")
        _elided(first, last)
        return _between(read_number(first), read_number(last))
    if behind and after:
        if hedge not in (None, "about", after):
            raise NumeralError(f"hedges twice, in two ways; {_ENDS_REMEDY}")
        return _bounds(after, read_number(behind[1]))
    inner, number = _hedge(rest)
    if inner and (inner == hedge or inner != "about"):
        raise NumeralError(f"hedges twice, in two ways; {_ENDS_REMEDY}")
    return _bounds(hedge or "exact", read_number(number))


def _hedge(text: str) -> tuple[Qualifier | None, str]:
    """The hedge that a text begins with, if any, and the rest; a hedge of letters ends with a
    space. "A total of" is none.
    """
    match = _HEDGE.match(text := _TOTAL.sub("", text))
    return (_QUALIFIERS[match[1]], text[match.end() :]) if match else (None, text)


def _bounds(name: Qualifier, value: float) -> _Reading:
    low = None if name == "at_most" else value
    high = None if name in ("at_least", "more_than") else value
    return name, low, value if low == high else None, high


def _ends(text: str) -> tuple[str, str] | None:
    """The two ends of a range, as written, or ``None`` where there is no range."""
    if not any(mark in text for mark in ("-", "~", " to ", " and ")):
        return None  # as most words do, without a search for patterns
    text = re.sub("^(?:anywhere|somewhere) (?=between|from)", "", text)
    match = next(filter(None, (form.fullmatch(text) for form in _RANGES)), None)
    return (match[1], match[2]) if match else None


def _elided(first: str, last: str) -> None:
    """Refuse a range of which the last end alone names its unit, if the first may be meant in it
    too.
    """
    units = _UNIT.findall(last)
    if not units or _UNIT.search(first):
        return
    plain = last.endswith(" ".join(units))  # three hundred thousand, not three thousand five
    try:
        lows, high = [read_number(f"{first} {unit}") for unit in units], read_number(last)
    except NumeralError:
        return
    low = lows[0] * prod(read_number(f"1 {unit}") for unit in units[1:]) if plain else min(lows)
    if plain and low < high:
        raise NumeralError(
            f"leaves open whether {first} is meant in the same unit; write {low:,.0f} to "
            f"{high:,.0f} if it is, or else both ends in digits"
        )
    # 900 to 1 thousand is a range, 15 to 10 thousand hardly
    if low < high or (last.endswith(units[-1]) and read_number(first) * 10 < high):
        raise NumeralError(
            f"leaves open whether {first} is meant in the same unit; write both ends in digits, "
            "the smaller first"
        )


def _between(low: float, high: float) -> _Reading:
    if low == high:
        raise NumeralError(f"has equal ends; write {low:,.0f} alone")
    if high < 1_000 <= low < high * 1_000 < 3 * low:
        raise NumeralError(
            f"leaves open whether {high:,.0f} is meant in thousands; write {low:,.0f} to "
            f"{high * 1_000:,.0f} if it is, or `low: {high:.0f}` and `high: {low:.0f}` if not"
        )
    if low > high:  # 3,000-500 may be 3,000 to 3,500
        raise NumeralError(
            "has its ends swapped, or the last is short for more; write both in full, the smaller "
            "number first"
        )
    for size, word in ((1_000_000, "millions"), (1_000, "thousands"), (100, "hundreds")):
        if 0 < low < min(size, 1_000) and low * size < high and (size > 100 or low < 10):
            raise NumeralError(
                f"leaves open whether {low:,.0f} is meant in {word}; write {low * size:,.0f} to "
                f"{high:,.0f} if it is, or `low: {low:.0f}` and `high: {high:.0f}` if not"
            )
    return "between", low, None, high


def _share(text: str) -> tuple[float, str] | None:
    """The share and what it is taken of; ``None`` where the words are no share."""
    part, of, whole = text.partition(" of ")
    if not of or multiple_in_parts(text) is not None:
        return None
    percent = _PERCENT.fullmatch(part)
    factor = float(percent[1]) / 100 if percent else _SHARES.get(part.replace("-", " "))
    if factor is None or not 0 < factor <= 1:
        return None
    return factor, whole


def _of_share(hedge: Qualifier | None, factor: float, whole: str) -> _Reading:
    qualifier, low, best, high = _parse(whole)
    low, best, high = (None if value is None else value * factor for value in (low, best, high))
    if hedge is None or (qualifier == "between" and hedge == "about"):
        return qualifier, low, best, high
    if best is None:
        raise NumeralError(f"hedges a share of a hedged number; {_ENDS_REMEDY}")
    return _bounds(hedge, best)


def _better(text: str, wordings: Iterable[str]) -> str:
    """The readable words that were meant, empty where there are none or may be others: each word
    that is in no hedge or number is one slip of one that is, and none is left out.
    """
    for known in (_known(()), _known(tuple(wordings))):
        found = set(islice(_mended(text, known), 50)) - {text}
        if meant := [better for better in found if _read(better)[0] or better in wordings]:
            return meant[0] if len(meant) == 1 else ""
    return ""


@lru_cache(8)
def _known(wordings: tuple[str, ...]) -> Names:
    return Names(_VOCABULARY.union(" ".join(wordings).split()))


def _mended(text: str, known: Names) -> Iterator[str]:
    """The text with each word that is not known as each of those that it may be a slip of."""
    words = [
        [word]
        if word in _NO_SLIPS or re.search(r"[\d<>~+-]", word)
        else known.slips(word) or [word]
        for word in text.split(" ")
    ]
    return map(" ".join, product(*words))


def _hint(text: str) -> str:
    """What to write instead: what the share is of, digits, or the remedy for vague words."""
    bare = _hedge(text)[1]
    if _PERCENT.fullmatch(bare) or (bare in _SHARES and bare != "all"):
        return "; say what it is a share of, as in '40% of 11,000'"
    if odd := _odd(text):
        return f"; it holds {code_point(odd)}; write the number and its hedge in English"
    return next(hint for form, hint in _HINTS.items() if re.search(form, text))


def _odd(text: str) -> str:
    """The first sign that no number or hedge has, empty where there is none."""
    known = f"±†‡{_FRACTIONS}"
    return next(
        (sign for sign in text if not (sign.isascii() or sign.isdigit() or sign in known)), ""
    )
