"""Asking on a terminal for what a new entry lacks: each answer is checked at once, the nearest name
is one key away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec

from tracker.curate import fields
from tracker.curate.checks.entries import Record
from tracker.curate.checks.problems import Report
from tracker.curate.checks.values import READERS, Unfit
from tracker.curate.entry.forms import PARTS, REQUIRED, read_form
from tracker.curate.entry.offers import address
from tracker.curate.reader.nodes import Scalar
from tracker.curate.words.quantities import WordsError, read_words

FIELDS = {field.name: field for field in fields.ESTIMATE}
SOURCE = {field.name: field for field in fields.SOURCE}
OUTLET = (
    ("container-title", "newspaper or site"),
    ("title", "title, as printed"),
    ("issued", "day of publication"),
)


class Questions:
    """Fills a form by asking; ``ask`` and ``tell`` are ``input`` and ``print`` of a terminal."""

    def __init__(
        self,
        record: Record,
        report: Report,
        ask: Callable[[str], str] = input,
        tell: Callable[[str], None] = print,
    ):
        self.record, self.report, self.ask, self.tell = record, report, ask, tell

    def fill(self, form: dict[str, str]) -> bool:
        """Ask for every required field that the form lacks; gives whether anything had to be
        asked.
        """
        asked = [name for name in REQUIRED if not form.get(name)]
        for name in asked:
            form[name] = self.answer(
                f"{name} ({FIELDS[name].meaning.partition(';')[0]})",
                partial(self.fits, FIELDS[name]),
                FIELDS[name].of,
            )
        if not any(name.partition(".")[0] in self.record.keyed["metrics"] for name in form):
            asked.append("figures")
            self.figures(form)
        if not form.get("sources") and not any(name.startswith("source.") for name in form):
            asked.append("sources")
            self.sources(form)
        name = read_form(form)[0]["id"]
        if self.report.names["estimates"] and name in self.report.names["estimates"]:
            asked.append("id")
            self.tell(
                f"'{name}' is there already; if this is the same statement, stop (Ctrl-C) and add "
                "the figure there"
            )
            form["id"] = self.answer(
                f"id (such as {name}-evening)", partial(self.fits, FIELDS["id"])
            )
        return bool(asked)

    def figures(self, form: dict[str, str]) -> None:
        """Ask for figures until one is given and Enter says that there are no more."""
        metrics = self.record.keyed["metrics"]
        allowed = [*metrics, *(f"{metric}.{part}" for metric in metrics for part in PARTS)]
        question = "figure (metric = words, such as " + f"{next(iter(metrics))} = about 300"
        while text := self.answer(
            question + ("; Enter: no more)" if any(m in form for m in metrics) else ")"),
            self.figure,
            "metrics",
            done=any(metric in form for metric in metrics),
            names=allowed,
        ):
            name, _, words = (part.strip() for part in text.partition("="))
            form[name] = words

    def figure(self, text: str) -> str | None:
        """What is wrong with ``metric = words``, if anything is."""
        name, sign, words = (part.strip() for part in text.partition("="))
        metric, dot, part = name.partition(".")
        if not sign or not words:
            return "write the metric, an equals sign, and the words of the source"
        if not self.report.knows("metrics", metric):
            return self.report.unknown("metrics", metric)
        if dot and part not in PARTS:
            return f"a figure has no '{part}'; there are {', '.join(PARTS)}"
        try:
            None if dot else read_words(words, self.record.wordings)
        except WordsError as error:
            return str(error)
        return None

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
            "source (its name, or an address" + ("; Enter: no more)" if named else ")"),
            self.source,
            "sources",
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
                named.append(text)
        form["sources"] = " ".join(dict.fromkeys(filter(None, named)))

    def source(self, text: str) -> str | None:
        """What is wrong with the name or address of a source."""
        return (
            self.fits(SOURCE["URL"], text)
            if text.startswith("http")
            else self.fits(FIELDS["sources"], text)
        )

    def outlet(self, form: dict[str, str]) -> None:
        """Ask what a new source is; at least the newspaper or the title."""
        for name, told in OUTLET:
            needed = name == "title" and not form.get("source.container-title")
            form[f"source.{name}"] = self.answer(
                f"  {told}" + ("" if needed else " (Enter: not known)"),
                partial(self.fits, SOURCE[name]),
                done=not needed,
            )

    def fits(self, field: fields.Field, text: str) -> str | None:
        """What is wrong with the text of a field, if anything is."""
        try:
            READERS[field.kind](Scalar(text, 1, 1, plain=False), field, self.report)
        except Unfit as unfit:
            return str(unfit)
        return None

    def answer(
        self,
        question: str,
        wrong: Callable[[str], str | None],
        group: str = "",
        *,
        done: bool = False,
        names: Iterable[str] = (),
    ) -> str:
        """Ask until the answer fits; after a slip, Enter takes what was meant. ``done``: an empty
        answer ends the asking.
        """
        known = self.report.names.get(group)
        near = ""
        with completing(names or (known.names if known else ())):
            while True:
                text = (
                    self.ask(f"{question} [{near}]: " if near else f"{question}: ").strip() or near
                )
                if not text and done:
                    return ""
                trouble = wrong(text) if text else "needed; write it, or stop with Ctrl-C"
                if not trouble:
                    return text
                self.tell(f"  {trouble}")
                near = self.suggested(text, trouble)

    def suggested(self, text: str, trouble: str) -> str:
        """The answer with what the message says was meant, if it says so."""
        meant = re.search(r"did you mean '([^']+)'", trouble)
        name, sign, words = (part.strip() for part in text.partition("="))
        if not meant or not sign or "://" in text:
            return meant[1] if meant else ""
        return (
            f"{name} = {meant[1]}"
            if self.report.knows("metrics", name.partition(".")[0])
            else f"{meant[1]} = {words}"
        )


class completing:
    """While it lasts, Tab completes these names, where Python has ``readline``."""

    def __init__(self, names: Iterable[str]):
        self.names = sorted(names)

    def __enter__(self) -> None:
        if find_spec("readline"):
            import readline

            readline.set_completer(self.complete)
            readline.set_completer_delims(" =")
            readline.parse_and_bind(
                "bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete"
            )

    def complete(self, text: str, number: int) -> str | None:
        """The name with this number among those that begin so."""
        offered = [name for name in self.names if name.startswith(text)]
        return offered[number] if number < len(offered) else None

    def __exit__(self, *_: object) -> None:
        if find_spec("readline"):
            import readline

            readline.set_completer(None)
