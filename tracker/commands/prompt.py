"""One question on a terminal: asked until the answer fits; ``?`` lists what there is, Tab completes
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec

_SHOWN = 40  # names that ``?`` lists at most


class Prompt:
    """Asks and tells; ``ask`` and ``tell`` are ``input`` and ``print`` of a terminal."""

    def __init__(self, ask: Callable[[str], str], tell: Callable[[str], None]):
        self.ask, self.tell = ask, tell

    def answer(
        self,
        question: str,
        wrong: Callable[[str], str | None],
        there: Mapping[str, str],
        *,
        done: bool = False,
        otherwise: str = "",
        meant: Callable[[str, str], str] = lambda text, name: name,
        names: Iterable[str] = (),
    ) -> str:
        """Ask until the answer fits; after a slip, Enter takes what was meant.

        ``there`` are the names that there are, each with what it stands for, which ``?`` lists and
        Tab completes (or ``names`` in their place). ``done``: an empty answer ends the asking;
        ``otherwise``: what an empty answer stands for. ``meant`` gives the answer with the name put
        right that a message asks about.
        """
        near = otherwise
        with completing(names or there):
            while True:
                text = self.ask(f"{question}{f' [{near}]' if near else ''}: ").strip() or near
                if not text and done:
                    return ""
                if text.startswith("?"):
                    self.list(there, text[1:].strip())
                    continue
                trouble = wrong(text) if text else "needed; write it, or stop with Ctrl-C"
                if not trouble:
                    return text
                self.tell(f"  {trouble}")
                name = re.search(r"did you mean '([^']+)'(?: \([^?]*\))?\?", trouble)
                near = meant(text, name[1]) if name else otherwise

    def agreed(self, question: str, *, otherwise: bool) -> bool:
        """Ask for yes or no; Enter is the capital one."""
        marks = "[Y/n]" if otherwise else "[y/N]"
        while True:
            text = self.ask(f"{question} {marks} ").strip().lower()
            if not text:
                return otherwise
            if text in ("y", "yes", "n", "no"):
                return text.startswith("y")
            self.tell("  write y or n")

    def list(self, there: Mapping[str, str], word: str) -> None:
        """Tell the names that there are, of many those with the word in them."""
        held = [
            f"{name}  {words}".rstrip()
            for name, words in there.items()
            if word.casefold() in f"{name} {words}".casefold()
        ]
        for line in held[:_SHOWN]:
            self.tell(f"  {line}")
        if len(held) > _SHOWN:
            self.tell(f"  and {len(held) - _SHOWN} more; '? word' lists those with that word")
        elif not held:
            self.tell("  there is none" + (f" with '{word}'" if word else " yet"))


@contextmanager
def completing(names: Iterable[str]) -> Iterator[None]:
    """While it lasts, Tab completes these names, where Python has ``readline``."""
    if not find_spec("readline"):
        yield
        return
    import readline

    known = sorted(names)

    def complete(text: str, number: int) -> str | None:
        offered = [name for name in known if name.startswith(text)]
        return offered[number] if number < len(offered) else None

    readline.set_completer(complete)
    readline.set_completer_delims(" =")
    readline.parse_and_bind(
        "bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete"
    )
    try:
        yield
    finally:
        readline.set_completer(None)
