"""Type that every machine has, and other scripts: a font for them where there is one, Latin letters
where there is none.
"""

from __future__ import annotations

from functools import lru_cache

from matplotlib.font_manager import findfont, fontManager, get_font

LATIN = "DejaVu Sans"  # ships with matplotlib: Latin, Greek, Cyrillic and more
EAST_ASIAN = (
    "Noto Sans CJK KR",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans CJK TC",
    "Noto Sans KR",
    "Noto Sans JP",
    "Apple SD Gothic Neo",
    "Malgun Gothic",
    "NanumGothic",
    "Hiragino Sans",
    "Yu Gothic",
    "Microsoft YaHei",
)


@lru_cache(maxsize=1)
def families() -> tuple[str, ...]:
    """The fonts to write with, in the order in which a character is looked for: two at most, all
    installed.
    """
    there = set(fontManager.get_font_names())
    return (LATIN, *[name for name in EAST_ASIAN if name in there][:1])


def printable(text: str, fonts: tuple[str, ...] | None = None) -> str:
    """The text on one line, in characters that one of the fonts has; others are spelled in Latin
    letters.

    Examples
    --------
    >>> printable("Головне управління"), printable("국가정보원", fonts=("DejaVu Sans",))
    ('Головне управління', 'GugGaJeongBoWon')

    """
    text = " ".join(text.split())
    if text.isascii():
        return text
    from anyascii import anyascii

    known = [_characters(name) for name in (families() if fonts is None else fonts)]
    return "".join(
        sign if any(ord(sign) in have for have in known) else anyascii(sign) for sign in text
    )


@lru_cache(maxsize=4)
def _characters(family: str) -> frozenset[int]:
    return frozenset(get_font(findfont(family)).get_charmap())
