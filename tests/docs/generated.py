"""The parts of the docs that are made from the code: errors, commands, the state table, the cases, the
state of the law.

``scripts/docs`` writes them; the tests hold them equal to the code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click

from rasoat.cli import main
from rasoat.errors import CATALOGUE
from tests.docs.cases_page import cases_page
from tests.docs.law_status import law_status
from tests.docs.state_table import state_table

DOCS = Path(__file__).parents[2] / "docs"

ERRORS_HEAD = """# Every error and how to mend it

A code never changes its meaning. `{…}` marks what is filled in: the place, the value, the name. Commands print one
line an error on standard error, `CODE sentence`; pages show the same sentence beside the field.

| code | tiếng Việt | English |
| --- | --- | --- |
"""

COMMANDS_HEAD = """# Commands

Exit codes: 0 all done; 1 done, and some rows were refused (each named in the output); 2 wrong usage or unreadable
input, nothing changed; 3 the pack is not verified and `--allow-unverified` was not given. Long work shows a
progress bar on a terminal and none in a pipe. `--json` prints one JSON object on standard output and nothing else
there. `RASOAT_DATA` names the data folder (default `var`), `RASOAT_DATABASE` a PostgreSQL address.
"""

LAW_MARKS = ("<!-- law status: written by scripts/docs -->", "<!-- end of the law status -->")
PROCESS_MARKS = ("<!-- state table: written by scripts/docs -->", "<!-- end of the state table -->")


def errors_page() -> str:
    """Return docs/errors.md."""
    rows = (f"| `{code}` | {entry.vi} | {entry.en} |" for code, entry in sorted(CATALOGUE.items()))
    return ERRORS_HEAD + "\n".join(rows) + "\n"


def commands_page() -> str:
    """Return docs/commands.md."""
    parts = [f"## {path}\n\n```\n{text}\n```\n" for path, text in helps(main, "rasoat", None)]
    return COMMANDS_HEAD + "\n" + "\n".join(parts)


def helps(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Yield the help text of a command and of all below it."""
    context = click.Context(
        command, info_name=path.rpartition(" ")[2], parent=parent, terminal_width=100, max_content_width=100
    )
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in sorted(command.list_commands(context)):
            below = command.get_command(context, name)
            if below is not None:
                yield from helps(below, f"{path} {name}", context)


def process_page() -> str:
    """Return docs/process.md with its drawing made anew."""
    return _between("process.md", PROCESS_MARKS, state_table())


def law_packs_page() -> str:
    """Return docs/law-packs.md with what is not verified, and not found, counted anew."""
    return _between("law-packs.md", LAW_MARKS, law_status())


def _between(name: str, marks: tuple[str, str], made: str) -> str:
    text = (DOCS / name).read_text(encoding="utf-8")
    before, _, rest = text.partition(marks[0])
    _, _, after = rest.partition(marks[1])
    return f"{before}{marks[0]}\n\n{made}\n\n{marks[1]}{after}"


PAGES: dict[str, Callable[[], str]] = {
    "errors.md": errors_page,
    "commands.md": commands_page,
    "process.md": process_page,
    "cases.md": cases_page,
    "law-packs.md": law_packs_page,
}


def write() -> None:
    """Write every page."""
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    import django

    django.setup()
    write()
