"""Serve the web pages: static files once, then granian, with a worker for background work beside it."""

from __future__ import annotations

import hashlib
import os
import socket
from contextlib import closing
from pathlib import Path

from rasoat.errors import InputError

WORKERS, BLOCKING_THREADS = 2, 4
LAST_SECONDS = 5
"""So long a process may finish what it does; one told to stop while it starts does not hear it, and would be waited for."""
_STAMP = ".stamp"


def collect_static() -> None:
    """Gather the static files below the data folder, unless nothing has changed since."""
    from django.conf import settings
    from django.core.management import call_command

    root = Path(settings.STATIC_ROOT)
    wanted = _fingerprint()
    stamp = root / _STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=root.exists())
    stamp.write_text(wanted)


def _fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen = Path(storage.path(path)).stat()
            digest.update(f"{path}\0{seen.st_size}\0{seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def require_free(host: str, port: int) -> None:
    """Raise ``InputError`` C052 when the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            problem = error.strerror or str(error)
            raise InputError("C052", address=f"{host}:{port}", problem=problem) from None


def allow_host(host: str) -> None:
    """Let the pages be asked for under the name they are served at; ``RASOAT_HOSTS`` decides when it is set."""
    if "RASOAT_HOSTS" not in os.environ:
        names = dict.fromkeys(("localhost", "127.0.0.1", "[::1]", host, socket.gethostname()))
        os.environ["RASOAT_HOSTS"] = ",".join(names)


def name_address(host: str, port: int) -> None:
    """Let printed lists lead to this server; ``RASOAT_ADDRESS`` decides when it is set."""
    os.environ.setdefault("RASOAT_ADDRESS", f"http://{f'[{host}]' if ':' in host else host}:{port}")


def serve(host: str, port: int) -> None:
    """Serve until interrupted; the server's processes and the worker read the same environment."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from rasoat.jobs.keeper import kept_working

    server = Granian(
        "rasoat.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=BLOCKING_THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=LAST_SECONDS,
    )
    with kept_working():
        server.serve()
