"""Every rule that the data are checked by: its name, what it demands in one sentence, and how it is
found broken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tracker.curate.checks import (
    rules_links,
    rules_printed,
    rules_record,
    rules_slips,
    rules_statements,
)
from tracker.curate.checks.entries import Finding, Record
from tracker.curate.checks.problems import Report
from tracker.curate.model import Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One demand on the data; ``find`` yields its breaches, and is ``None`` where reading finds
    them.
    """

    name: str
    sentence: str
    find: Callable[[Record], Iterator[Finding]] | None = None
    severity: Severity = "error"


RULES: tuple[Rule, ...] = (
    # Found while a file is read.
    Rule(
        "encoding",
        "Each file is UTF-8 text without invisible characters, also written as escapes (a "
        "byte-order mark is allowed); outside quotes the only space is the ordinary one.",
    ),
    Rule("conflict", "No file holds git's conflict marks."),
    Rule("tab", "Spaces, never tabs, set things apart."),
    Rule(
        "syntax",
        "Each file is one valid YAML document; what stands in other entries is checked even if "
        "one is not.",
    ),
    Rule("top", "Each file is a mapping with its top key and at least one entry."),
    Rule("duplicate-key", "No key stands twice in one mapping."),
    Rule(
        "key",
        "A key is a plain word; keys of the codebook are letters and digits joined by hyphens or "
        "underscores.",
    ),
    Rule("alias", "No anchors (&) and no aliases (*): each value stands where it belongs."),
    Rule("tag", "No tags (!): values are plain."),
    Rule(
        "trap",
        "Words that YAML reads as something else (no, on, yes, off, 0123, 12:30) stand in quotes.",
    ),
    Rule("hash", "A value that holds ' #' stands in quotes, or else the rest of it is lost."),
    Rule(
        "comma",
        "A value inside braces that holds a comma stands in quotes, or else the rest of it "
        "becomes a field.",
    ),
    # Found while the fields are read.
    Rule("unknown-field", "Only the fields described here are used."),
    Rule("missing-field", "Every required field is given."),
    Rule("wrong-type", "Every value has the form its field demands."),
    Rule("id", "An id is lower-case words and digits joined by hyphens."),
    Rule(
        "date",
        "A date is YYYY, YYYY-MM or YYYY-MM-DD, perhaps with ~ or ? behind it, and the day exists.",
    ),
    Rule(
        "unknown-name",
        "Every party, metric, place, affiliation, source, estimate and figure that is named "
        "exists.",
    ),
    Rule("twice", "No list names the same thing twice."),
    Rule(
        "words",
        "The words of a figure can be read, unless `low`, `best` and `high` give numbers in their "
        "place.",
    ),
    Rule("bounds", "Low, best and high do not fall."),
    Rule("wording", "A vague wording stands once, with two fitting numbers, the lower first."),
    # Found when everything has been read.
    Rule(
        "duplicate-id",
        "No id stands twice, among estimates or among sources.",
        rules_record.duplicate_ids,
    ),
    Rule(
        "untitled", "A source has a title, a container-title or a publisher.", rules_record.untitled
    ),
    Rule(
        "future",
        "No date lies in the future, save the day that a plan is for.",
        rules_statements.future,
    ),
    Rule(
        "stated-first",
        "Nothing but a plan is stated before the day it describes.",
        rules_statements.stated_first,
    ),
    Rule(
        "order",
        "A part does not begin after the day its figure describes, a phase does not end before it "
        "begins, and "
        "nothing is withdrawn before it is stated.",
        rules_statements.order,
    ),
    Rule(
        "part",
        "A part is not larger than its whole, nor a metric than the one it is `at_most`, within "
        "one estimate.",
        rules_statements.parts,
    ),
    Rule(
        "revises-party",
        "A revision replaces an estimate of the same party.",
        rules_links.revises_party,
    ),
    Rule("link-later", "What is echoed or revised was not stated later.", rules_links.later),
    Rule(
        "link-metric",
        "What is echoed or revised gives a figure for the same metric.",
        rules_links.metric,
    ),
    Rule(
        "link-circle",
        "Echoes, revisions and shared origins do not run in a circle.",
        rules_links.circles,
    ),
    Rule("echoes-number", "An echo repeats the number that it echoes.", rules_links.echoes_number),
    Rule(
        "revises-number",
        "A revision changes the number that it revises.",
        rules_links.revises_number,
    ),
    Rule(
        "same-day",
        "A party gives one whole figure for a metric and day on one occasion.",
        rules_record.same_day,
    ),
    Rule(
        "definition-circle",
        "Places within places, parts of metrics, `at_most` and `established` do not run in a "
        "circle.",
        rules_record.definition_circles,
    ),
    Rule("proxy", "A proxy, which only hints, is no part of a whole.", rules_record.proxies),
    Rule(
        "tally",
        "A tally is part of a whole (by `at_most`, or among its `parts`), and no proxy.",
        rules_record.tallies,
    ),
    Rule(
        "share",
        "A share is taken of a number that a party in the record stated.",
        rules_statements.shares,
        "warning",
    ),
    Rule(
        "doi",
        "The DOI of the data set stands in `doi`, not in `address`.",
        rules_record.doi_addresses,
        "warning",
    ),
    Rule(
        "sum",
        "Parts stated together with their whole add up to it.",
        rules_statements.sums,
        "warning",
    ),
    Rule(
        "falls",
        "A party's cumulative figure does not fall without `revises`.",
        rules_record.falls,
        "warning",
    ),
    Rule(
        "jump",
        "A figure is at most five times away from its party's nearest one of that metric.",
        rules_slips.jump,
        "warning",
    ),
    Rule(
        "apart",
        "A figure is not outside three times the range of all others of that metric within 90 "
        "days.",
        rules_slips.outliers,
        "warning",
    ),
    Rule(
        "precise",
        "A number that is hedged is round: two digits and zeros, or three with a 5 at the end.",
        rules_printed.precise,
        "warning",
    ),
    Rule(
        "wide",
        "The ends of a range are at most five times apart, vague words aside.",
        rules_printed.wide_ranges,
        "warning",
    ),
    Rule(
        "printed",
        "A number is not a digit or a zero off one in the title of its page or its original words.",
        rules_printed.misprints,
        "warning",
    ),
    Rule(
        "late",
        "A statement is about a day at most 120 days before it, save of what was established "
        "later.",
        rules_slips.late,
        "warning",
    ),
    Rule("id-day", "The day in an id is the day stated.", rules_slips.id_day, "warning"),
    Rule(
        "id-party",
        "An id does not begin with a key almost that of its party, or with another's.",
        rules_slips.id_party,
        "warning",
    ),
    Rule(
        "source-day",
        "No source is dated before the statement that it carries.",
        rules_slips.source_day,
        "warning",
    ),
    Rule("checked", "What was `checked` is explained in a `note`.", rules_slips.unexplained),
    Rule(
        "example",
        "The worked example that `tracker init` wrote is replaced.",
        rules_record.examples,
        "warning",
    ),
    Rule("unused", "Every source and every party is used.", rules_record.unused, "warning"),
)
# The rules that ask about what only looks wrong.
_SLIPS = frozenset([rules_slips.__name__, rules_printed.__name__])


def find_all(record: Record, report: Report) -> None:
    """Report every breach of the rules that are checked once everything has been read, save what
    its entry answers with ``checked``; where an estimate has a fault, numbers and days are
    not compared before it is mended.
    """
    faulty = misread(report.problems)
    answered = {
        (rule, entry.name) for entry in record.estimates for rule in entry.values.get("checked", ())
    }
    for rule in RULES:
        if rule.find is None or (
            faulty and (rule.find.__module__ in _SLIPS or rule.name == "unused")
        ):
            continue
        for found in rule.find(record):
            entry = found.where.partition(".")[0]
            if found.file != "estimates" or (rule.name, entry) not in answered:
                report.add(rule.name, *found, rule.severity)


def misread(problems: Iterable[Problem]) -> bool:
    """Whether something in ``estimates.yaml`` could not be read, so that slips of the hand are not
    looked for.
    """
    read = {rule.name for rule in RULES if rule.find is None}
    return any(
        one.severity == "error"
        and one.position.file.endswith("estimates.yaml")
        and one.rule in read
        for one in problems
    )


def rules_listed() -> str:
    """The rules as a Markdown list, for the curators' manual."""
    return "".join(
        f"- **{rule.name}**{' (warning)' if rule.severity == 'warning' else ''}: {rule.sentence}\n"
        for rule in RULES
    )
