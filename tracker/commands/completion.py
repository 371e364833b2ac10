"""``tracker completion``: what a shell offers after Tab."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tracker.commands.options import DECLARED, Command, Option, declare

BASH = """\
_tracker() {{
  local words="{commands}" command="${{COMP_WORDS[1]}}"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "$command" in
{cases}
      *) words= ;;
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "${{COMP_WORDS[COMP_CWORD]}}"))
}}
complete -o default -F _tracker tracker
"""
HELP = Option("-h", "--help", action="help")
ZSH = "autoload -Uz bashcompinit && bashcompinit\n"


@declare(
    "completion",
    "let your shell complete commands and options",
    Option("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="its name"),
    description="Print what bash, zsh or fish needs to complete commands and options.",
    examples=(
        'eval "$(tracker completion bash)"   in ~/.bashrc; likewise zsh in ~/.zshrc',
        "tracker completion fish > ~/.config/fish/completions/tracker.fish",
    ),
)
def run_completion(args: argparse.Namespace) -> int:
    """Print the script for the shell."""
    from tracker.cli import COMMANDS, parser

    parser()  # loads what declares the commands
    commands = {name: DECLARED[name] for name in COMMANDS}
    if args.shell == "fish":
        sys.stdout.write("".join(f"{line}\n" for line in _fish(commands)))
    else:
        words = {name: " ".join(_words(one)) for name, one in commands.items()}
        cases = "\n".join(f'      {name}) words="{held}" ;;' for name, held in words.items())
        script = BASH.format(commands=" ".join(words), cases=cases)
        sys.stdout.write((ZSH if args.shell == "zsh" else "") + script)
    return 0


def _words(of: Command) -> Iterator[str]:
    """Long options and the words that a command lets choose from."""
    for one in (HELP, *of.options):
        yield from filter(_long, one.names)
        yield from one.arguments.get("choices", ())


def _fish(commands: dict[str, Command]) -> Iterator[str]:
    for name, of in commands.items():
        told = of.help.replace("'", "\\'")
        yield f"complete -c tracker -n __fish_use_subcommand -f -a {name} -d '{told}'"
        for one in (HELP, *of.options):
            said = f"complete -c tracker -n '__fish_seen_subcommand_from {name}'"
            words = " ".join(one.arguments.get("choices", ()))
            chosen = f" -f -a '{words}'" if words else ""
            takes = "" if one.arguments.get("action") in ("help", "store_true") else " -r"
            for long in filter(_long, one.names):
                yield f"{said} -l {long[2:]}{takes}{chosen}"
            if words and not one.names[0].startswith("-"):
                yield f"{said}{chosen}"


def _long(name: str) -> bool:
    return name.startswith("--")
