"""Django app of this step."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Configuration of ``rasoat.audit``."""

    name = "rasoat.audit"
    label = "audit"
