"""Django app of this step."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """Configuration of ``rasoat.corrections``."""

    name = "rasoat.corrections"
    label = "corrections"
