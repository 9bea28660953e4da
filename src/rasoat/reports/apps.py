"""Django app of this step."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Configuration of ``rasoat.reports``."""

    name = "rasoat.reports"
    label = "reports"

    def ready(self) -> None:
        """Add the check of the tables to the dossier of a commune, and have charts drawn before they are looked at."""
        from rasoat.reports import dossier_check
        from rasoat.reports.dashboards import ahead

        dossier_check.add()
        ahead.follow()
