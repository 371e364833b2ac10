"""Asking on a terminal for what a new entry lacks: each answer is checked at once, and what stands
in the record already is not entered a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from tracker.commands.prompt import Prompt
from tracker.curate import fields
from tracker.curate.checks.entries import EntryNode, Record
from tracker.curate.checks.problems import Report
from tracker.curate.checks.values import READERS, Unfit
from tracker.curate.entry.forms import PARTS, SOURCE_FIELDS, is_page, named_words, read_form
from tracker.curate.entry.offers import address
from tracker.curate.reader.nodes import Scalar
from tracker.curate.words.dates import days, parse_date
from tracker.curate.words.quantities import WordsError, read_words

FIELDS = {field.name: field for field in fields.ESTIMATE}
OUTLET = (
    ("source.container-title", "newspaper or site"),
    ("source.title", "title, as printed"),
    ("source.issued", "day of publication"),
)

RECENT = 90  # days in which the same number of another party may be the one that is repeated


class Questions(Prompt):
    """Fills a form by asking; ``ask`` and ``tell`` are ``input`` and ``print`` of a terminal."""

    def __init__(
        self,
        record: Record,
        report: Report,
        ask: Callable[[str], str] = input,
        tell: Callable[[str], None] = print,
    ):
        super().__init__(ask, tell)
        self.record, self.report = record, report

    def fill(self, form: dict[str, str]) -> bool:
        """Ask for every required field that the form lacks; gives whether anything had to be
        asked.

        A statement that is there already gets the page and no second entry: the form is then one
        with ``to``.
        """
        before = dict(form)
        if "to" not in form:
            for name in ("party", "stated"):
                if not form.get(name):
                    form[name] = self.field(name)
            self.same_statement(form)
        if "to" not in form:
            if not form.get("as_of"):
                form["as_of"] = self.field("as_of", otherwise=form["stated"])
            if not self.metrics(form):
                self.figures(form)
            self.place(form)
            self.repeated(form)
        if not any(form[name] for name in form if is_page(name)):
            self.sources(form)
        if "to" not in form:
            self.other_id(form)
        return form != before

    def field(self, name: str, otherwise: str = "") -> str:
        """Ask for a field of the entry."""
        field = FIELDS[name]
        told = field.meaning.partition(";")[0].removesuffix(", in the same forms")
        more = "; ? lists" if field.of else f", such as {field.example}"
        text = self.answer(
            f"{name} ({told.partition(':')[0]}{more})",
            partial(self.fits, field),
            self.there(field.of) if field.of else {field.example: f"is a {name}"},
            otherwise=otherwise,
        )
        return self.key(field.of, text)

    def same_statement(self, form: dict[str, str]) -> None:
        """Where the party said it on that day already, ask whether it is the same statement."""
        metrics = self.metrics(form)
        found = list(same_statements(self.record, form, metrics))
        for entry in found:
            self.tell(f"  {entry.name} is there: {in_words(entry)}")
            sure = bool(metrics) or len(found) == 1
            if self.agreed("the same statement: add this page to it?", otherwise=sure):
                pages = {name: form[name] for name in form if is_page(name)}
                left = form.keys() - {"party", "stated", "id", *metrics, *pages}
                if left:
                    self.tell(f"  it stays as it is, without your {', '.join(sorted(left))}")
                form.clear()
                form.update(pages, to=entry.name)
                return

    def place(self, form: dict[str, str]) -> None:
        """Ask where, of what is counted by place: of one side, left out, it would be of the default
        place, which often stands for both.
        """
        asked = [metric for metric in self.metrics(form) if f"{metric}.place" not in form]
        if not form.get("place") and any(self.record.metric(m).get("by_place") for m in asked):
            default = self.record.codebook.values.get("default_place", "")
            form["place"] = self.field("place", otherwise=default)

    def repeated(self, form: dict[str, str]) -> None:
        """Where the number stands there for that day, ask whether it is repeated or replaced."""
        metrics = [metric for metric in self.metrics(form) if metric in form]
        if form.get("echoes") or form.get("revises"):
            return
        for entry, metric in same_numbers(self.record, form, metrics):
            said, own = entry.figures[metric].said, entry.values["party"] == form["party"]
            known = f"{entry.name} of {entry.values['party']} has {metric} '{said}'"
            if said != form[metric]:
                if self.agreed(f"{known} for the same day: is it replaced?", otherwise=True):
                    form["revises"] = entry.name
                    return
            elif self.agreed(f"{known}: is that one only repeated?", otherwise=own):
                form["echoes"] = entry.name
                return

    def other_id(self, form: dict[str, str]) -> None:
        """Another id where the one that is made is taken."""
        name = read_form(form)[0]["id"]
        if self.report.names["estimates"] and name in self.report.names["estimates"]:
            self.tell(
                f"'{name}' is there already; if this is the same statement, stop (Ctrl-C) and add "
                "the figure there"
            )
            form["id"] = self.answer(
                f"id (such as {name}-evening)", partial(self.fits, FIELDS["id"]), {}
            )

    def metrics(self, form: dict[str, str]) -> list[str]:
        """The metrics of which the form says something."""
        first = dict.fromkeys(name.partition(".")[0] for name in form)
        return [name for name in first if name in self.record.keyed["metrics"]]

    def figures(self, form: dict[str, str]) -> None:
        """Ask for figures until one is given and Enter says that there are no more."""
        metrics = self.record.keyed["metrics"]
        allowed = [*metrics, *(f"{metric}.{part}" for metric in metrics for part in PARTS)]
        question = f"figure (metric = words, such as {next(iter(metrics), 'killed')} = about 300"
        while text := self.answer(
            question + ("; Enter: no more)" if any(m in form for m in metrics) else "; ? lists)"),
            self.figure,
            self.there("metrics"),
            done=any(metric in form for metric in metrics),
            meant=self.figure_meant,
            names=allowed,
        ):
            metric, part, words = self.split(text)
            form[f"{metric}.{part}" if part else metric] = words

    def split(self, text: str) -> tuple[str, str, str]:
        """Metric, part and words of ``metric.part = words``; the metric by any of its names."""
        name, words = named_words(text)
        metric, _, part = name.partition(".")
        return self.key("metrics", metric), part, words

    def figure(self, text: str) -> str | None:
        """What is wrong with ``metric = words``, if anything is."""
        metric, part, words = self.split(text)
        if not self.report.knows("metrics", metric) and (words or "=" in text):
            return self.report.unknown("metrics", metric)
        if not words:
            known = metric if self.report.knows("metrics", metric) else "METRIC"
            return f"the words of the source belong behind it: {known} = about 300"
        if part and part not in PARTS:
            return f"a figure has no '{part}'; there are {', '.join(PARTS)}"
        try:
            None if part else read_words(words, self.record.wordings)
        except WordsError as error:
            return str(error)
        return None

    def figure_meant(self, text: str, meant: str) -> str:
        """A figure with the metric or the words put right."""
        name, words = named_words(text)
        known = self.report.knows("metrics", self.key("metrics", name.partition(".")[0]))
        return f"{name} = {meant}" if known else f"{meant} = {words}"

    def sources(self, form: dict[str, str]) -> None:
        """Ask for sources until one is given and Enter says that there are no more; an address may
        be a new one.
        """
        pages = {
            address(str(entry.values["URL"])): entry.name
            for entry in self.record.sources
            if "URL" in entry.values
        }
        named: list[str] = []
        while text := self.answer(
            "source (its name, or an address" + ("; Enter: no more)" if named else "; ? lists)"),
            self.source,
            self.there("sources"),
            done=bool(named),
        ):
            if text.startswith("http") and address(text) in pages:
                self.tell(f"that page is '{pages[address(text)]}'")
                named.append(pages[address(text)])
            elif text.startswith("http") and "source.URL" in form:
                self.tell("one new source at a time; enter the entry, then add the other to it")
            elif text.startswith("http"):
                form["source.URL"] = text
                self.outlet(form)
                named.append("")
            else:
                named.append(self.key("sources", text))
        form["sources"] = " ".join(dict.fromkeys(filter(None, named)))

    def source(self, text: str) -> str | None:
        """What is wrong with the name or address of a source."""
        if text.startswith("http"):
            return self.fits(SOURCE_FIELDS["source.URL"], text)
        trouble = self.fits(FIELDS["sources"], self.key("sources", text))
        if trouble and "did you mean" not in trouble:
            return (
                f"no source '{text}'; give its address and it becomes one, or '? word' lists some"
            )
        return trouble

    def outlet(self, form: dict[str, str]) -> None:
        """Ask what a new source is; at least the newspaper or the title."""
        for name, told in OUTLET:
            needed = name == "source.title" and not form.get("source.container-title")
            form[name] = self.answer(
                f"  {told}" + ("" if needed else " (Enter: not known)"),
                partial(self.fits, SOURCE_FIELDS[name]),
                {SOURCE_FIELDS[name].example: f"is a {SOURCE_FIELDS[name].name}"},
                done=not needed,
            )

    def fits(self, field: fields.Field, text: str) -> str | None:
        """What is wrong with the text of a field, if anything is."""
        text = self.key(field.of, text) if field.kind == "name" else text
        try:
            READERS[field.kind](Scalar(text, 1, 1, plain=False), field, self.report)
        except Unfit as unfit:
            meant = days([text]).get(text, text) if field.kind.endswith("date") else text
            return (
                f"write it as YYYY-MM-DD; did you mean '{meant}'?" if meant != text else str(unfit)
            )
        return None

    def key(self, group: str, text: str) -> str:
        """The key of what is called so, or the text itself."""
        known = self.report.names.get(group)
        return (known.key(text) if known else None) or text

    def there(self, group: str) -> dict[str, str]:
        """The names of a group, each with what it stands for."""
        if group in self.record.keyed:
            return {key: in_words(entry) for key, entry in self.record.keyed[group].items()}
        listed = self.record.sources if group == "sources" else self.record.estimates
        return {entry.name: in_words(entry) for entry in listed}


def same_statements(
    record: Record, form: Mapping[str, str], metrics: Sequence[str]
) -> Iterator[EntryNode]:
    """What the party stated on that day, in these words and of that place where the form has
    any.
    """
    given = {metric: form[metric] for metric in metrics if metric in form}
    for entry in record.estimates:
        said = {metric: figure.said for metric, figure in entry.figures.items()}
        figures = entry.figures.values()
        if (
            entry.values.get("party") == form["party"]
            and str(entry.values.get("stated")) == form["stated"]
            and given.items() <= said.items()
            and form.get("place") in (None, *(record.place(entry, f) for f in figures))
            and form.get("id", entry.name) == entry.name
        ):
            yield entry


def same_numbers(
    record: Record, form: Mapping[str, str], metrics: Sequence[str]
) -> Iterator[tuple[EntryNode, str]]:
    """Entries and metrics whose number the form may repeat or replace, the newest first: the
    party's own whole figures for that day, then the same words of others in the days before; of
    what is counted by place only those of the form's.
    """
    stated = parse_date(form["stated"])
    places = {
        metric: form.get(f"{metric}.place") or form.get("place")
        for metric in metrics
        if form.keys().isdisjoint((f"{metric}.since", f"{metric}.covers"))
    }
    own, others = [], []
    for entry in reversed(record.estimates):
        values = entry.values
        if not {"party", "as_of", "stated"} <= values.keys():
            continue
        for metric, where in places.items():
            figure = entry.figures.get(metric)
            if not figure or not figure.numbered or figure.partial:
                continue
            if record.metric(metric).get("by_place") and record.place(entry, figure) != where:
                continue
            if values["party"] == form["party"]:
                own += [(entry, metric)] if str(values["as_of"]) == form["as_of"] else []
            elif figure.said == form[metric]:
                days = (stated.last - values["stated"].first).days
                others += [(entry, metric)] if 0 <= days <= RECENT else []
    yield from own
    yield from others


def in_words(entry: EntryNode) -> str:
    """What an entry is, in one line: what it says and where, or what it is called."""
    if entry.figures:
        said = ", ".join(f"{metric} '{figure.said}'" for metric, figure in entry.figures.items())
        place = f" ({entry.values['place']})" if "place" in entry.values else ""
        return f"{said}{place}; printed in {', '.join(entry.values.get('sources', ()))}"
    names = ("label", "title", "name", "container-title", "publisher")
    return str(next((entry.values[name] for name in names if name in entry.values), ""))[:80]
