"""``tracker completion``: what a shell offers after Tab."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tracker.commands.options import Commands, add_example

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
ZSH = "autoload -Uz bashcompinit && bashcompinit\n"


def add_completion(commands: Commands) -> None:
    """Add ``tracker completion``."""
    command = commands.add_parser(
        "completion",
        help="let your shell complete commands and options",
        description="Print what bash, zsh or fish needs to complete commands and options.",
    )
    command.add_argument("shell", metavar="SHELL", choices=("bash", "zsh", "fish"), help="its name")
    add_example(
        command,
        'eval "$(tracker completion bash)"   in ~/.bashrc; likewise zsh in ~/.zshrc',
        "tracker completion fish > ~/.config/fish/completions/tracker.fish",
    )
    command.set_defaults(run=run_completion)


def run_completion(args: argparse.Namespace) -> int:
    """Print the script for the shell."""
    from tracker.cli import parser

    (group,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    helps = {action.dest: action.help or "" for action in group._choices_actions}
    if args.shell == "fish":
        sys.stdout.write("".join(f"{line}\n" for line in _fish(group.choices, helps)))
    else:
        words = {name: " ".join(_words(command)) for name, command in group.choices.items()}
        cases = "\n".join(f'      {name}) words="{held}" ;;' for name, held in words.items())
        script = BASH.format(commands=" ".join(words), cases=cases)
        sys.stdout.write((ZSH if args.shell == "zsh" else "") + script)
    return 0


def _words(command: argparse.ArgumentParser) -> Iterator[str]:
    """Long options and the words that a command lets choose from."""
    for action in command._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))
        yield from map(str, action.choices or ())


def _fish(commands: dict[str, argparse.ArgumentParser], helps: dict[str, str]) -> Iterator[str]:
    for name, command in commands.items():
        told = helps[name].replace("'", "\\'")
        yield f"complete -c tracker -n __fish_use_subcommand -f -a {name} -d '{told}'"
        for action in command._actions:
            said = f"complete -c tracker -n '__fish_seen_subcommand_from {name}'"
            words = " ".join(map(str, action.choices or ()))
            chosen = f" -f -a '{words}'" if words else ""
            for option in action.option_strings:
                if option.startswith("--"):
                    takes = "" if action.nargs == 0 else " -r"
                    yield f"{said} -l {option[2:]}{takes}{chosen}"
            if words and not action.option_strings:
                yield f"{said}{chosen}"
