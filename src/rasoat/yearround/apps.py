"""Django app of this step."""

from django.apps import AppConfig


class YearroundConfig(AppConfig):
    """Configuration of ``rasoat.yearround``."""

    name = "rasoat.yearround"
    label = "yearround"
