"""Django app of this step."""

from django.apps import AppConfig


class MeetingConfig(AppConfig):
    """Configuration of ``rasoat.meeting``."""

    name = "rasoat.meeting"
    label = "meeting"
