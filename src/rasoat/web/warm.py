"""What a process of the server reads before its first visitor comes, so that nobody waits for it."""

from __future__ import annotations

from django.db import DatabaseError, connections
from django.template import engines
from django.urls import get_resolver

from rasoat.errors import LawError
from rasoat.rounds.models import Round
from rasoat.rounds.standards import standards
from rasoat.rounds.states import RoundState


def warm() -> None:
    """Read the pages' addresses, the frame of every page, and the rules of the rounds that are open."""
    _every = get_resolver().url_patterns, engines["django"].get_template("web/base.html")
    try:
        for round_ in Round.objects.filter(state=RoundState.OPEN):
            standards(round_)
    except (DatabaseError, LawError):  # the pages say what is wrong, and of which round
        return
    finally:
        connections.close_all()
