"""Django app of this step."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Configuration of ``rasoat.appraisal``."""

    name = "rasoat.appraisal"
    label = "appraisal"

    def ready(self) -> None:
        """Add this step's checks to the dossier."""
        from rasoat.appraisal import dossier_checks

        dossier_checks.add()
