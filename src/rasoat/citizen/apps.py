"""Django app of the citizens' door."""

from django.apps import AppConfig


class CitizenConfig(AppConfig):
    """Configuration of ``rasoat.citizen``."""

    name = "rasoat.citizen"
    label = "citizen"
