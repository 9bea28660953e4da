"""Django app of this step."""

from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    """Configuration of ``rasoat.recognition``."""

    name = "rasoat.recognition"
    label = "recognition"
