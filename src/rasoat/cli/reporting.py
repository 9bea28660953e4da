"""What every command shares: one line an error, the exit codes, dates, JSON."""

from __future__ import annotations

import datetime as dt
import errno
import functools
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ParamSpec

import click

from rasoat.errors import InputError, RasoatError

DONE, SOME_REFUSED, WRONG_INPUT, UNVERIFIED = 0, 1, 2, 3
PRACTICE = "THỰC HÀNH – KHÔNG CÓ GIÁ TRỊ PHÁP LÝ"

P = ParamSpec("P")


def one_line_errors(command: Callable[P, int | None]) -> Callable[P, None]:
    """Write a ``RasoatError`` as one line ``CODE sentence`` on standard error; exit with the code."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs) or DONE
        except RasoatError as error:
            complain(error)
            code = UNVERIFIED if error.code == "C002" else WRONG_INPUT
        sys.exit(code)

    return run


def complain(error: RasoatError) -> None:
    """Write one error on standard error."""
    click.echo(" ".join(str(error).split()), err=True)


@contextmanager
def saying() -> Iterator[None]:
    """Raise ``InputError`` C003 where standard output takes no more; a reader that has gone away is left to click."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        problem = error.strerror or type(error).__name__
        raise InputError("C003", file="stdout", problem=problem) from error


def read_day(text: str) -> dt.date:
    """Return a date written yyyy-mm-dd; raise ``InputError`` C004 for anything else."""
    try:
        return dt.datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise InputError("C004", value=text) from None


def print_json(content: Mapping[str, Any]) -> None:
    """Print one JSON object on standard output."""
    click.echo(json.dumps(content, ensure_ascii=False, default=str))
