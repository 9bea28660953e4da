"""Django app of this step."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Configuration of ``rasoat.appraisal``."""

    name = "rasoat.appraisal"
    label = "appraisal"
