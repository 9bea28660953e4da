"""``python -m rasoat.cli`` does what the command ``rasoat`` does."""

from rasoat.cli import run

run()
