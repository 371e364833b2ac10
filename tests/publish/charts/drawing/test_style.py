"""Colours, shapes, letters and axes: what a reader must be able to tell apart, computed."""

from datetime import date
from itertools import combinations

import matplotlib.pyplot as plt
import numpy as np
import pytest

from publish.charts.charted import book_of, small_war
from publish.charts.drawn import contrast, words
from tracker import plot_ranges
from tracker.publish.charts.drawing import style
from tracker.publish.charts.drawing.axes import count_axis, time_axis
from tracker.publish.charts.drawing.events import arrange
from tracker.publish.charts.drawing.frame import flow
from tracker.publish.charts.drawing.labels import Raster
from tracker.publish.charts.drawing.legend import line_entry
from tracker.publish.charts.drawing.measure import Measure, families, printable
from tracker.publish.charts.drawing.palette import (
    CHARCOAL,
    COLOURS,
    SHAPES,
    lightness,
    looks,
)

# Machado, Oliveira & Fernandes (2009), severity 1: what is seen with one kind of cone missing, in
# linear RGB
BLIND = {
    "protan": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.fixture(autouse=True)
def closed():
    """No figure outlives its test."""
    yield
    plt.close("all")


def oklab(colour, sight=None):
    """A colour as OKLab (Ottosson 2020), as seen with the kind of sight."""
    levels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    if sight:
        linear = np.clip(np.array(BLIND[sight]) @ linear, 0, 1)
    cones = (
        np.array(
            [
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ]
        )
        @ linear
    )
    return np.array(
        [
            [0.2104542553, 0.7936177850, -0.0040720468],
            [1.9779984951, -2.4285922050, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.8086757660],
        ]
    ) @ np.cbrt(np.maximum(cones, 0))


@pytest.mark.parametrize("sight", [None, *BLIND])
def test_colours_differ_in_every_kind_of_sight(sight):
    """Any two colours are at least 0.12 apart in OKLab, also to the colour-blind."""
    apart = [
        np.linalg.norm(oklab(a, sight) - oklab(b, sight))
        for a, b in combinations((*COLOURS, CHARCOAL), 2)
    ]
    assert min(apart) > 0.12


def test_contrast_reaches_from_1_to_21():
    """White on white, and black on white."""
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("fill", COLOURS)
def test_an_ink_is_its_fill_no_darker_than_text_needs(fill):
    """Of the fill darkened by hundredths, the first that has contrast 4.5 with white."""
    levels = bytes.fromhex(fill[1:])
    darker = (
        f"#{bytes(round(level * step / 100) for level in levels).hex()}"
        for step in range(100, -1, -1)
    )
    assert COLOURS[fill] == next(made for made in darker if contrast(made, "#ffffff") >= 4.5)


def cielab(colour, sight):
    """A colour as CIELAB (D65), as seen with the kind of sight."""
    levels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(BLIND[sight]) @ linear, 0, 1)
    white = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    x, y, z = (white @ seen) / white.sum(axis=1)
    f = [v ** (1 / 3) if v > 216 / 24389 else (24389 / 27 * v + 16) / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("sight", ["protan", "deutan"])
def test_outlines_of_one_shape_differ_for_the_colour_blind(sight):
    """The inks of outlines and names, of which any two may share a shape, are at least 20 apart
    (CIE 1976) to those without red or green cones (Machado, Oliveira & Fernandes 2009).
    """
    inks = [*COLOURS.values(), CHARCOAL]
    apart = [np.linalg.norm(cielab(a, sight) - cielab(b, sight)) for a, b in combinations(inks, 2)]
    assert min(apart) > 20


@pytest.mark.parametrize("ground", ["#ffffff", style.BAND])
def test_names_and_outlines_stand_out_from_the_ground(ground):
    """Every party's ink has contrast 4.5 with white, and more than 3.6 with the band: text and
    marks can be seen.
    """
    inks = {look.ink for look in looks(book_of(16)).values()}
    assert min(contrast(ink, ground) for ink in inks) >= (4.5 if ground == "#ffffff" else 3.6)


def test_what_is_read_is_readable():
    """The inks of titles, labels and notes have contrast 4.5 with white and with the band."""
    assert all(
        contrast(ink, ground) >= 4.5
        for ink in (style.INK, style.QUIET)
        for ground in ("#ffffff", style.BAND)
    )


def test_parties_of_one_affiliation_never_share_a_shape():
    """Fourteen parties of one state have fourteen shapes."""
    book = book_of(14)
    one = {key: party.__class__(key, key, "a0", key) for key, party in book.parties.items()}
    shapes = [
        look.shape for look in looks(book.__class__(**{**_fields(book), "parties": one})).values()
    ]
    assert sorted(shapes) == sorted(SHAPES)


def _fields(book):
    return {name: getattr(book, name) for name in book.__slots__}


def test_pairs_survive_greyscale():
    """Of thirty parties, any two with a colour of their own differ in shape or by 12 steps of
    lightness.
    """
    found = [look for look in looks(book_of(30)).values() if look.fill != CHARCOAL]
    assert len(found) == 14
    assert all(
        a.shape != b.shape or abs(lightness(a.fill) - lightness(b.fill)) >= 12
        for a, b in combinations(found, 2)
    )


def test_a_new_party_at_the_end_changes_nobody():
    """The looks of ten parties are the same when an eleventh and twelfth follow."""
    assert list(looks(book_of(12)).items())[:10] == list(looks(book_of(10)).items())


def test_sizes_are_those_of_a_journal():
    """A column chart is 89 mm wide, a page chart 183 mm."""
    widths = [
        plot_ranges(small_war(), "killed", size=size).figure.get_figwidth() * 25.4
        for size in ("column", "page")
    ]
    assert widths == pytest.approx([89, 183])


def test_what_a_telephone_shows_is_never_small():
    """On a page 328 dots wide no letter of a telephone's chart is under 10 dots high; in print none
    is under 5 points.
    """
    for size, least in (("phone", 10 * 62 / 25.4 * 72 / 328), ("column", 5), ("page", 5)):
        figure = plot_ranges(small_war(), "killed", size=size).figure
        assert min(text.get_size() for text, _ in words(figure)) >= least


def test_marks_are_smaller_where_there_is_little_room():
    """3.5 points across in a column, 4.4 on a page."""
    across = [
        max(made.get_sizes().max() for made in ax.collections if made.get_label() == "_whole o")
        for ax in (plot_ranges(small_war(), "killed", size=size) for size in ("column", "page"))
    ]
    assert across == pytest.approx([3.5**2, 4.4**2])


def test_a_key_runs_on_below_its_first_words():
    """The second line of an entry with a drawing is indented as far as the first."""
    entry = line_entry("word " * 30)
    first, second = flow([entry], Measure(plt.figure()), 200)[:2]
    assert first[0].draw and second[0].draw and second[0].draw() == []


def test_letters_that_no_font_has_are_spelled_in_latin():
    """With Latin and Cyrillic only, Korean is spelled out and Ukrainian left as it is."""
    assert (
        printable("한국", ("DejaVu Sans",)) == "HanGug"
        and printable("Київ", ("DejaVu Sans",)) == "Київ"
    )
    assert families()[0] == "DejaVu Sans" and len(families()) <= 2


def test_months_are_named_in_english_with_the_year_once():
    """Nine months on a wide axis: each labelled, the year below the first and below January, and below
    the others an empty line, so that all stand level.
    """
    _, ax = plt.subplots(figsize=(7, 2))
    time_axis(ax, date(2024, 10, 5), date(2025, 6, 20))
    labels = [ax.xaxis.get_major_formatter()(tick, at) for at, tick in enumerate(ax.get_xticks())]
    assert labels[:4] == ["Oct\n2024", "Nov\n", "Dec\n", "Jan\n2025"]


def test_days_have_no_time_zone():
    """A reader's time zone west of Greenwich moves neither the axis nor a tick: the year is seen."""
    here = plot_ranges(small_war(), "killed")
    with plt.rc_context({"timezone": "America/Los_Angeles"}):
        there = plot_ranges(small_war(), "killed")
    assert there.get_xlim() == here.get_xlim() and list(there.get_xticks()) == list(
        here.get_xticks()
    )


@pytest.mark.parametrize(
    "first, last, label",
    [
        ("2025-01-03", "2025-01-12", "9 Jan"),
        ("1990-01-01", "2025-01-01", "2000"),
        ("2025-01-01", "2025-01-01", "4 Jan"),
    ],
)
def test_time_spans_of_any_length_have_labels(first, last, label):
    """Days for a fortnight, years for decades; never more labels than there is room for."""
    _, ax = plt.subplots(figsize=(3, 2))
    time_axis(ax, date.fromisoformat(first), date.fromisoformat(last))
    labels = [
        ax.xaxis.get_major_formatter()(tick, at).partition("\n")[0]
        for at, tick in enumerate(ax.get_xticks())
    ]
    assert (
        label in labels
        and len(labels) <= ax.get_window_extent().width / ax.figure.dpi * 72 / 22 + 1
    )


def test_a_plain_axis_starts_at_zero():
    """Its lower end is only as far below zero as half a mark needs."""
    _, ax = plt.subplots()
    count_axis(ax, [250, 1000])
    low, high = ax.get_ylim()
    assert -50 < low < 0 and 1000 < high < 1200


def test_a_short_logarithmic_axis_has_labels_at_both_ends():
    """300 alone is shown between 200 and 500, two ticks that are there."""
    _, ax = plt.subplots()
    count_axis(ax, [300], log=True)
    assert ax.get_ylim() == (200, 500) and {200, 500} <= set(ax.get_yticks())


def test_names_of_events_touch_neither_each_other_nor_a_line():
    """Two events a day apart take two rows; one at the right edge is named to its left, above the
    lines it passes.
    """
    assert arrange([(50, 60), (52, 60)], 0, 200) == [(1, 1), (0, 1)]
    rows = arrange([(20, 50), (90, 50), (180, 60)], 0, 200)
    assert rows[2][1] == -1 and rows[2][0] > rows[1][0]


@pytest.mark.parametrize("boxes", [1, 300])
def test_the_raster_knows_what_a_name_would_cover(boxes):
    """A box of 2 by 2 points is covered, its border included, elsewhere nothing; one box or many of
    the same. So is a point.
    """
    raster = Raster(20, 10)
    for _ in range(2):
        raster.add(np.array(boxes * [[4, 4, 6, 6.0]]))
    low, high = (
        np.array([[3, 3], [6, 3], [6.5, 3], [10, 3]]),
        np.array([[7, 7], [7, 5], [7, 5], [12, 7]]),
    )
    assert raster.covered(low, high).tolist() == [True, True, False, False]
    assert raster.holds(np.array([[4, 4], [6, 5], [7, 5.0]])).tolist() == [True, True, False]
