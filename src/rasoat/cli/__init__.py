"""The command line: ``rasoat COMMAND``; a command's module is imported only when it is called."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

gc.set_threshold(
    100_000, 20, 20
)  # imports and packs are many small objects that stay: looked through less often

COMMANDS = {
    "administrator": ("rasoat.cli.people_commands", "administrator_command"),
    "backup": ("rasoat.cli.keep_commands", "backup_command"),
    "demo": ("rasoat.cli.demo_commands", "demo_command"),
    "explain": ("rasoat.cli.explain_command", "explain_command"),
    "import": ("rasoat.cli.import_commands", "import_group"),
    "law": ("rasoat.cli.law_commands", "law_command"),
    "open-data": ("rasoat.cli.opendata_commands", "open_data_command"),
    "opening": ("rasoat.cli.unit_commands", "opening_command"),
    "published": ("rasoat.cli.published_commands", "published_group"),
    "report": ("rasoat.cli.report_commands", "report_command"),
    "report-set": ("rasoat.cli.report_set_commands", "report_set_group"),
    "restore": ("rasoat.cli.keep_commands", "restore_command"),
    "score": ("rasoat.cli.score_commands", "score_command"),
    "serve": ("rasoat.cli.demo_commands", "serve_command"),
    "units": ("rasoat.cli.unit_commands", "units_group"),
    "verify": ("rasoat.cli.keep_commands", "verify_command"),
}


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, so that ``--help`` of one stays quick."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(cls=LazyGroup)
def main() -> None:
    """Rà soát hộ nghèo, hộ cận nghèo và hộ có mức sống trung bình hằng năm."""


LEAVE_AT_ONCE = ("explain", "score")
"""Commands after which nothing is left to do: freeing what they held piece by piece takes longer than the system does."""


def run() -> None:
    """Do one command as a program of its own."""
    try:
        main()
    except SystemExit as ended:
        if sys.argv[1:2] and sys.argv[1] in LEAVE_AT_ONCE:
            _leave(ended.code)
        raise


def _leave(code: Any) -> None:
    """End the process without taking it apart; what could not be written out is no success."""
    if not isinstance(code, int):
        return
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        code = max(code, 2)
    os._exit(code)
