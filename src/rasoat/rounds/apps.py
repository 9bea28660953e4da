"""Django app of this step."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """Configuration of ``rasoat.rounds``."""

    name = "rasoat.rounds"
    label = "rounds"
