"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.settings")
application = get_wsgi_application()

from rasoat.web.warm import warm  # noqa: E402  # models need Django to be up

warm()
