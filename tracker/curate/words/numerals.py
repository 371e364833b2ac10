"""Numbers as sources print them: digits grouped in thousands, multiples, and number words."""

from __future__ import annotations

import re
from decimal import Decimal

LARGEST = 10_000_000_000

_UNITS = {
    word: n
    for n, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_MULTIPLES = {
    "hundred": 100,
    "thousand": 1_000,
    "k": 1_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mln": 1_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
    "dozen": 12,
}
NUMBER_WORDS = frozenset(
    [
        *_UNITS,
        *_TENS,
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "half",
        "a",
        "an",
        "and",
    ]
)

_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d+")
_MULTIPLE = re.compile(
    r"(\d{1,3}(?:,\d{3})+|\d+(?:\.\d{1,9})?)"
    r"(?: ?(k|m|mln|bn)| (hundred|thousand|million|billion|dozen))"
)
_PARTS = {
    **dict.fromkeys(("half", "a half", "one half", "½"), 0.5),
    **dict.fromkeys(("quarter", "a quarter", "one quarter", "¼"), 0.25),
    **dict.fromkeys(("three quarters", "¾"), 0.75),
}
_PART = re.compile(
    f"({'|'.join(_PARTS)})(?: of)?(?: an?)? (hundred|thousand|million|billion|dozen)"
)
_AND_HALF = re.compile(
    r"(.+?)(?: and a half| ?½) (hundred|thousand|million|billion|dozen)"
    r"|(an?|one) (hundred|thousand|million|billion|dozen) and a half"
)
# Multiples of other languages and times, which are no words about the metric.
_FOREIGN = frozenset(
    [
        "mil",
        "tausend",
        "tusen",
        "tsd",
        "tys",
        "tis",
        "mio",
        "mrd",
        "lakh",
        "lakhs",
        "crore",
        "crores",
        "score",
        "trillion",
        "myriad",
        "cent",
        "cientos",
        "hundert",
        "honderd",
        "duizend",
        "mille",
        "miles",
        "mila",
        "tisic",
        "bin",
        "ribu",
        "ezer",
        "millionen",
        "millones",
        "milhoes",
        "miljoen",
        "milioni",
        "milion",
        "milyon",
        "juta",
        "dutzend",
        "douzaines",
    ]
)
_LEADING_ZERO = re.compile(r"0[, ]?\d[^:/-]*")  # a time or a day has lost no digit
_FRACTION = "is a fraction of a person; write a whole number"
AFTER = "has words after the number"  # how the message about such words begins
TWO = (
    "two numbers are a range, both in digits: 10,000 to 12,000; of one with an open end give `low` "
    "or `high` alone"
)
# What to do about words behind a number; the first that fits, the last always does.
_ABOUT = {
    r"\(.*\d.*": (
        "leave out '{}' only where it counts a part, or something else; the ends of an estimate go "
        "into `low` and `high`, the number into `best`, and the source's words into `note`"
    ),
    "soldiers?|troops|men|people|persons?|servicemen|personnel|fighters": (
        "leave out '{}', the metric says what is counted"
    ),
    "or [0-9].*": TWO,
    "and [0-9].*": f"write one number in digits, as in 105; {TWO}",
    r"(?:confirmed|verified|documented|identified)(?:\s.*)?": (
        "write 'at least' before it, or enter it under a metric that is a `tally`"
    ),
    rf".*(?:\d|\b(?:{'|'.join([*_UNITS, *_TENS, *_MULTIPLES])})s?\b).*": (
        "there is a second number in them: one number is written in digits, as in 12,300, a share "
        "as 'a third of 6,000' or '40% of 6,000'; for two ends give `low` and `high` in numbers, "
        "and the source's words in `note`"
    ),
    ".*": (
        "leave out '{}' only if the metric says that already; a hedge stands before the number, "
        "and a part, a period or a place in `covers`, `since` or `place`"
    ),
}


# What is no number although it looks like one, and what is wrong with it; the first that fits.
_TROUBLES = {
    r"-\D*": "is a dash; write 'no figure' where the party gave no number, else leave it out",
    r"-.*": "is negative; counts are 0 or more",
    r"\d{1,3}(?:\.\d{3})+": ("could mean thousands or a fraction; write {} if thousands are meant"),
    r"\d+\.\d+": _FRACTION,
    r"\d+,\d\d? ?(?:k|m|mln|bn|hundred|thousand|million|billion)": (
        "has a comma before its fraction; write a point, as in 3.5 thousand"
    ),
    r"\d+(?:\.\d+)?e[+-]?\d+": "is in scientific notation; write the number in full",
    r"[\d, '_]+": (
        "groups its digits oddly; compare with the source, then write thousands with single commas "
        "or spaces, as in 3,000 or 3 000, a fraction with a point, as in 1.5 thousand, and two "
        "numbers as a range"
    ),
}


class NumeralError(ValueError):
    """A text that is no number; the message holds the remedy."""


def read_number(text: str) -> float:
    """Read one number of persons: ``3,000``, ``3 000``, ``3.5 thousand``, ``12k``, ``two dozen``,
    ``ninety-nine``.

    Raises
    ------
    NumeralError
        If it is no number, or one that could mean two things.

    Examples
    --------
    >>> [read_number(text) for text in ("1.2 million", "three hundred and five", "half a million")]
    [1200000.0, 305.0, 500000.0]

    """
    if len(text) > 120:
        raise NumeralError(
            "is too long for a number; write only the number and its hedge, the rest in `note`"
        )
    value = multiple_in_parts(text)
    if value is None:
        value = _digits(text) if text[:1].isdigit() else _spelled(text)
    if value is None:
        raise NumeralError(_trouble(text))
    if value > LARGEST:
        raise NumeralError("is more than ten thousand million; check the zeros")
    if value != int(value):
        raise NumeralError(_FRACTION)
    return float(value)


def multiple_in_parts(text: str) -> float | None:
    """A multiple with a part of it, which is a number and no share: half a million, a quarter of a
    million, two and a half thousand, 1½ million; ``None`` where the text is none.
    """
    plain = text.replace("-", " ")
    if part := _PART.fullmatch(plain):
        return _PARTS[part[1]] * _MULTIPLES[part[2]]
    if (halved := _AND_HALF.fullmatch(plain)) is None:
        return None
    count = 1.0 if halved[3] else _below_hundred([halved[1]])
    if halved[1] and halved[1].isdigit():
        count = float(halved[1])
    return None if count is None else (count + 0.5) * _MULTIPLES[halved[2] or halved[4]]


def _digits(text: str) -> float | None:
    if _LEADING_ZERO.fullmatch(text):
        raise NumeralError(
            "begins with a zero, as if a digit before it were lost; compare with the source, then "
            "write the number without the zero"
        )
    # As pandas writes whole numbers in columns with gaps, and accounts do; three zeros may be
    # thousands.
    text = re.sub(r"(?<=\d)\.00?$", "", text)
    if _WHOLE.fullmatch(text):
        return float(text.replace(",", "").replace(" ", ""))
    if match := _MULTIPLE.fullmatch(text):
        return float(Decimal(match[1].replace(",", "")) * _MULTIPLES[match[2] or match[3]])
    return None


def _spelled(text: str) -> float | None:
    words = text.replace("-", " ").split(" ")
    if words[-1] == "dozen":
        count = 1.0 if words[:-1] == ["a"] else _below_hundred(words[:-1])
        return 12 * count if count else None
    return _composed(words)


def _composed(words: list[str]) -> float | None:
    """Words such as "two thousand five hundred and six"; each multiple at most once and in falling
    order.
    """
    total, rest = 0.0, words
    for multiple in ("billion", "million", "thousand", "hundred"):
        if multiple in rest:
            at = rest.index(multiple)
            head, rest = rest[:at], rest[at + 1 :]
            count = 1.0 if head == ["a"] else _composed(head)
            if not count or count >= 1000:
                return None
            total += count * _MULTIPLES[multiple]
    if not rest:
        return total or None
    if total and rest[0] == "and":
        rest = rest[1:]
    tail = _below_hundred(rest)
    return None if tail is None else total + tail


def _below_hundred(words: list[str]) -> float | None:
    if len(words) == 2 and words[0] in _TENS and 1 <= _UNITS.get(words[1], 0) <= 9:
        return float(_TENS[words[0]] + _UNITS[words[1]])
    value = (_UNITS | _TENS).get(words[0]) if len(words) == 1 else None
    return None if value is None else float(value)


def _trouble(text: str) -> str:
    """Why a text is no number, with the remedy."""
    for form, trouble in _TROUBLES.items():
        if re.fullmatch(form, text, re.DOTALL):
            return trouble.format(text.replace(".", ","))
    noun = re.fullmatch(
        rf"({_MULTIPLE.pattern}|.*?\S) (?P<words>\(.*|[^\W\d][\w'.()-]*(?: .*)?)", text
    )
    words = noun["words"] if noun else ""
    if words and (multiple := words.split()[0]) in _FOREIGN:
        return f"has '{multiple}', no multiple that is read; write the number in full"
    if not words.isascii():
        return "has words of another language; write the number in full, its hedge in English"
    if words and text[0].isdigit() and words not in NUMBER_WORDS:
        advice = next(told for form, told in _ABOUT.items() if re.fullmatch(form, words, re.DOTALL))
        return f"{AFTER}; {advice.format(words)}"
    return ""
