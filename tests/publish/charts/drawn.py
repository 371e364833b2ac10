"""What is on a chart: artists by name, words with their places, what overlaps, what is readable."""

from itertools import combinations

from matplotlib.collections import PathCollection
from matplotlib.text import Text

from tracker.publish.charts.drawing.palette import luminance
from tracker.publish.charts.drawing.style import style_settings

SLACK = 0.6  # points by which boxes around letters may meet without the letters touching


def named(ax, name):
    """The collections and lines drawn under a name."""
    return [
        artist for artist in (*ax.collections, *ax.lines, *ax.patches) if artist.get_label() == name
    ]


def marks(ax, weight):
    """Places of all marks of one weight: whole, partial or faint."""
    found = [
        artist
        for artist in ax.collections
        if isinstance(artist, PathCollection) and artist.get_label().startswith(f"_{weight} ")
    ]
    return sorted(tuple(map(float, place)) for artist in found for place in artist.get_offsets())


def words(figure):
    """Every piece of text that is seen, with its box in points."""
    from matplotlib import rc_context

    with rc_context(style_settings()):
        figure.draw_without_rendering()
        hidden = {
            label for ax in figure.axes for axis in (ax.xaxis, ax.yaxis) for label in _outside(axis)
        }
        found = [
            text
            for text in figure.findobj(Text)
            if text.get_visible() and text.get_text().strip() and text not in hidden
        ]
        points = 72 / figure.dpi
        return [
            (text, [v * points for v in Text.get_window_extent(text).extents]) for text in found
        ]  # without arrows


def _outside(axis):
    """Labels of ticks that are beyond the axis or switched off."""
    low, high = sorted(axis.get_view_interval())
    for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
        if not low <= tick.get_loc() <= high:
            yield from (tick.label1, tick.label2)


def texts(figure):
    """The words alone."""
    return [text.get_text() for text, _ in words(figure)]


def contrast(one, other):
    """Contrast of two colours, 1 to 21 (WCAG 2.2, 1.4.3): text is read from 4.5 on."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def overlapping(figure):
    """Pairs of texts whose boxes overlap."""
    return [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in combinations(words(figure), 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > SLACK and min(a[3], b[3]) - max(a[1], b[1]) > SLACK
    ]


def cut_off(figure):
    """Texts that reach beyond the figure."""
    width, height = figure.get_figwidth() * 72, figure.get_figheight() * 72
    return [
        text.get_text()
        for text, (left, bottom, right, top) in words(figure)
        if left < -0.5 or bottom < -0.5 or right > width + 0.5 or top > height + 0.5
    ]
