"""A process of its own that draws, for the converter stops every other thread of its process while it works.

The server's process starts it at its first drawing and talks to it through two pipes: a line of JSON (``what``, how many
bytes follow), the specification, and back a line (``done``, how many bytes follow) and the drawing. It ends when the pipe
does, so when whoever started it is gone.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any, Literal

from rasoat.reports.dashboards.look import LOCALE

What = Literal["svg", "png"]
_KINDNESS = 5
"""Pages come first: how far the drawer stands back for other processes (nice)."""
_SCALE = 2


class Drawer:
    """The process that draws for this one; one drawing at a time."""

    def __init__(self, fonts: str) -> None:
        self._fonts = fonts
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._pid = 0

    def draw(self, what: What, spec: str) -> bytes:
        """Return the drawing of a Vega-Lite specification (JSON); raises ``ValueError`` for one that cannot be drawn."""
        with self._turn:
            try:
                return self._asked(what, spec.encode())
            except (BrokenPipeError, EOFError):  # it was killed: the next one draws
                self.end()
                return self._asked(what, spec.encode())

    def _asked(self, what: What, spec: bytes) -> bytes:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        _say(process.stdin, {"what": what}, spec)
        head, answer = _hear(process.stdout)
        if not head["done"]:
            raise ValueError(answer.decode())
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._pid != os.getpid() or self._process.poll() is not None:
            command = [sys.executable, "-m", "rasoat.reports.dashboards.drawer", self._fonts]
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            self._pid = os.getpid()
        return self._process

    def end(self) -> None:
        """Let the process end; the next drawing starts another."""
        process, self._process = self._process, None
        if process is None or self._pid != os.getpid():
            return
        with suppress(BrokenPipeError):
            process.communicate()


def _say(pipe: IO[bytes], head: dict[str, Any], body: bytes) -> None:
    pipe.write(json.dumps({**head, "bytes": len(body)}).encode() + b"\n" + body)
    pipe.flush()


def _hear(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    line = pipe.readline()
    if not line:
        raise EOFError
    head = json.loads(line)
    body = pipe.read(head["bytes"])
    if len(body) < head["bytes"]:
        raise EOFError
    return head, body


def main(fonts: str) -> None:
    """Draw what is asked for until nobody asks any more."""
    import signal

    import vl_convert

    os.nice(_KINDNESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who asked is told to stop, and this one ends with him
    vl_convert.register_font_directory(fonts)
    asked, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a word of the converter must not stand among the answers
    with suppress(EOFError, BrokenPipeError):
        while True:
            head, body = _hear(asked)
            try:
                drawn = _drawn(head["what"], json.loads(body))
            except ValueError as error:
                _say(answers, {"done": False}, str(error).encode())
            else:
                _say(answers, {"done": True}, drawn)


def _drawn(what: What, spec: dict[str, Any]) -> bytes:
    import vl_convert

    locale = dict(LOCALE)
    if what == "png":
        png: bytes = vl_convert.vegalite_to_png(spec, scale=_SCALE, format_locale=locale)
        return png
    svg: str = vl_convert.vegalite_to_svg(spec, format_locale=locale)
    return svg.encode()


def drawer_with(fonts: str) -> Drawer:
    """Return a drawer that ends with this process."""
    made = Drawer(fonts)
    atexit.register(made.end)
    return made


if __name__ == "__main__":
    main(sys.argv[1])
