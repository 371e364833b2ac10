"""What every chart shares: what it is asked, the project's style, and the words around it (its text
alternative, its provenance line, why there is none).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, Literal, ParamSpec, TypeVar

from matplotlib import interactive, is_interactive, rc_context

from tracker.curate.model import Figure
from tracker.publish.charts.drawing.style import style_settings
from tracker.publish.charts.save import describe_in_notebook
from tracker.publish.citing.provenance import Provenance, command_line
from tracker.publish.words import said
from tracker.reconcile.assess import MetricRange
from tracker.reconcile.judgement import comparison_day
from tracker.reconcile.numbers import counted, format_day
from tracker.reconcile.phrases import capital
from tracker.reconcile.question import NothingToShow, Question, ask
from tracker.reconcile.sentences import why_no_figure

Asked = ParamSpec("Asked")
Drawn = TypeVar("Drawn")
METRIC_PARAMETER = Parameter("metric", Parameter.POSITIONAL_OR_KEYWORD)
STANCE_NAMES = {
    "belligerent": "belligerents",
    "ally": "allies",
    "third_party": "third parties",
    "independent": "independents",
}


def asking(
    draw: Callable[..., Drawn],
    over: Literal["day", "time"],
    *names: str,
    metric: Parameter | None = METRIC_PARAMETER,
) -> Callable[..., Drawn]:
    """The public function of a drawing, with whose docstring it is documented: where the drawing
    takes a question, this takes a record and what is asked of it, a ``metric`` and these ``names``
    of :func:`ask`.

    A chart that must be given a metric is one of a single series.
    """
    own = [*signature(draw).parameters.values()][1:]
    first = 1 + next(at for at, taken in enumerate(own) if taken.name == "ax")
    asked = [taken for taken in signature(ask).parameters.values() if taken.name in names]
    what = [Parameter("data", METRIC_PARAMETER.kind), *([metric] if metric else [])]
    takes = Signature([*what, *own[:first], *asked, *own[first:]])

    @wraps(draw)
    def plot(*given: Any, **options: Any) -> Drawn:
        """Ask, and draw the answer. A TypeError names an argument that the chart does not take, a
        ValueError what cannot be asked or drawn.
        """
        bound = takes.bind(*given, **options).arguments
        data, *about = (bound.pop(taken.name, None) for taken in what)
        words = {name: bound.pop(name) for name in names if name in bound}
        question = ask(data, *about, chart=over, **words)
        return draw(question.one if metric is METRIC_PARAMETER else question, **bound)

    plot.__name__ = plot.__qualname__ = draw.__name__.replace("draw_", "plot_")
    plot.__doc__ = re.sub(r"(?m)^ *question : Question\n.*\n", "", draw.__doc__ or "")
    plot.__signature__ = takes  # type: ignore[attr-defined]  # of functions, read by inspect
    return plot


def styled(plot: Callable[Asked, Drawn]) -> Callable[Asked, Drawn]:
    """Draw in the project's style whatever the user's own settings are, and leave those
    untouched.
    """

    @wraps(plot)
    def drawn(*args: Asked.args, **options: Asked.kwargs) -> Drawn:
        """What ``plot`` gives or raises; the user's settings are as before in both cases."""
        with rc_context(style_settings()):
            made = plot(*args, **options)
            live = is_interactive()
        interactive(live)  # a notebook's first chart turns this on, and the next ones need it
        describe_in_notebook()
        return made

    return drawn


def nothing(question: Question) -> NothingToShow:
    """The error for a chart without anything to draw; it says why and what to ask instead."""
    place = f" ({question.named_place})" if question.named_place else ""
    return NothingToShow(f"nothing to draw for {question.key}{place}: {why_no_figure(question)}")


def chart_line(
    question: Question,
    chart: str,
    *,
    alone: bool = True,
    of_day: bool = True,
    **drawn: bool | int | str | None,
) -> str:
    """The provenance line: what it is, of which data, and the command that makes it again.

    ``drawn`` is how it is drawn, in the command's options, without what is usual. A chart that is
    not of its metric ``alone`` speaks of all; one that is not ``of_day`` is asked only as known on
    a day.
    """
    metric = question.metric
    place = None if metric is None else question.named_place
    on = question.known_on if question.then and question.until else question.on
    again = command_line(
        "plot",
        chart,
        *(f"--{name}" for name, given in drawn.items() if given is True),
        metric=metric,
        place=place,
        on=on if of_day else None,
        known_on=None if question.then and of_day else question.known_on,
        method=None if question.method == "envelope" else question.method,
        parties=question.parties,
        since=question.since,
        until=question.until,
        **{name: given for name, given in drawn.items() if given and given is not True},
    )
    scope = [chart, *(filter(None, [metric, place]) if alone else [])]
    fingerprint = question.dataset.fingerprint
    return str(Provenance(":".join(scope), question.known_on, fingerprint, again, kind="Chart"))


def on_day(question: Question) -> str:
    """The day asked about, and the day of knowledge where it is another."""
    known = f", as known on {format_day(question.known_on)}"
    return f"On {format_day(question.on)}{known if question.known_on != question.on else ''}"


def voices_words(answer: MetricRange) -> str:
    """How many independent voices a range rests on, and whose, where not all were asked."""
    voices, alone = counted(answer.independent, "independent voice"), answer.question.alone
    return f"{voices} of {alone} alone" if alone else voices


def alt_of(answer: MetricRange, shown: Sequence[Figure]) -> str:
    """The text alternative's core: metric, span and number of the figures shown, what is stated and
    what is estimated, independent voices.
    """
    first = min(figure.as_of.first for figure in shown)
    last = max(comparison_day(figure) for figure in shown)
    span = format_day(first) if first == last else f"{format_day(first)} to {format_day(last)}"
    parties = counted(len({figure.party for figure in shown}), "party", "parties")
    return (
        f"{answer.question.label}: {counted(len(shown), 'figure')} by {parties}, {span}. "
        f"{said(answer)} {capital(voices_words(answer))}."
    )
