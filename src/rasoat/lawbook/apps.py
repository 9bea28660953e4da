"""Django app of the law as it is kept here."""

from django.apps import AppConfig


class LawbookConfig(AppConfig):
    """Configuration of ``rasoat.lawbook``."""

    name = "rasoat.lawbook"
    label = "lawbook"
