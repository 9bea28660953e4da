"""Django app of this step."""

from django.apps import AppConfig


class SurveyConfig(AppConfig):
    """Configuration of ``rasoat.survey``."""

    name = "rasoat.survey"
    label = "survey"
