"""Django app of background work."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Configuration of ``rasoat.jobs``."""

    name = "rasoat.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Read every app's ``jobs.py``, which declares its work."""
        autodiscover_modules("jobs")
