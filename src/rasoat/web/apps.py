"""Django app of this step."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Configuration of ``rasoat.web``."""

    name = "rasoat.web"
    label = "web"
