"""Django app of the boundaries."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Configuration of ``rasoat.maps``."""

    name = "rasoat.maps"
    label = "maps"
