"""Django app of this step."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Configuration of ``rasoat.areas``."""

    name = "rasoat.areas"
    label = "areas"
