"""Django app of this step."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Configuration of ``rasoat.reports``."""

    name = "rasoat.reports"
    label = "reports"
