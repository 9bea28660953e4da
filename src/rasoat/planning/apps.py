"""Django app of this step."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Configuration of ``rasoat.planning``."""

    name = "rasoat.planning"
    label = "planning"
