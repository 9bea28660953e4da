"""Django app of this step."""

from django.apps import AppConfig


class PostingConfig(AppConfig):
    """Configuration of ``rasoat.posting``."""

    name = "rasoat.posting"
    label = "posting"
