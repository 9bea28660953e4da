"""Django app of this step."""

from django.apps import AppConfig


class RosterConfig(AppConfig):
    """Configuration of ``rasoat.roster``."""

    name = "rasoat.roster"
    label = "roster"
