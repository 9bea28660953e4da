"""Django app of this step."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Configuration of ``rasoat.training``."""

    name = "rasoat.training"
    label = "training"
