"""Django app of this step."""

from django.apps import AppConfig


class UnitChangesConfig(AppConfig):
    """Configuration of ``rasoat.unitchanges``."""

    name = "rasoat.unitchanges"
    label = "unitchanges"
