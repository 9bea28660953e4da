"""Django app of this step."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Configuration of ``rasoat.documents``."""

    name = "rasoat.documents"
    label = "documents"
