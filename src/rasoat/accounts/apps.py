"""Django app of this step."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Configuration of ``rasoat.accounts``."""

    name = "rasoat.accounts"
    label = "accounts"
