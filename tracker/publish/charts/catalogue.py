"""The charts by name: each takes a record and returns the Axes it drew on; none saves or shows."""

from collections.abc import Callable, Iterable

from matplotlib.axes import Axes

from tracker.publish.charts.coherence import draw_coherence, plot_coherence
from tracker.publish.charts.course.rates import draw_rates, plot_rates
from tracker.publish.charts.course.track_record import draw_track_record, plot_track_record
from tracker.publish.charts.house_effects import draw_house_effects, plot_house_effects
from tracker.publish.charts.methods import draw_methods, plot_methods
from tracker.publish.charts.overview import draw_overview, plot_overview
from tracker.publish.charts.parties import draw_parties, plot_parties
from tracker.publish.charts.ranges import draw_ranges, plot_ranges
from tracker.publish.charts.vintages import draw_vintages, plot_vintages

Plot = Callable[..., Axes | Iterable[Axes]]

CHARTS: dict[str, Plot] = {
    "ranges": plot_ranges,
    "parties": plot_parties,
    "vintages": plot_vintages,
    "overview": plot_overview,
    "house-effects": plot_house_effects,
    "methods": plot_methods,
    "coherence": plot_coherence,
    "rates": plot_rates,
    "track-record": plot_track_record,
}
"""As users call them: a record and what is asked of it."""

DRAWINGS: dict[str, Plot] = {
    "ranges": draw_ranges,
    "parties": draw_parties,
    "vintages": draw_vintages,
    "overview": draw_overview,
    "house-effects": draw_house_effects,
    "methods": draw_methods,
    "coherence": draw_coherence,
    "rates": draw_rates,
    "track-record": draw_track_record,
}
"""As the report calls them: a question that is made already."""
