"""Django settings, read from the environment: ``RASOAT_DATA`` (folder) and ``RASOAT_DATABASE`` (URL)."""

from __future__ import annotations

import os
from pathlib import Path

from rasoat.config import database, mail, secrets, webhook

PACKAGE = Path(__file__).parent
DATA = Path(os.environ.get("RASOAT_DATA", "var")).absolute()
SECRETS = secrets(DATA)

SECRET_KEY = SECRETS.django
DEBUG = False
ALLOWED_HOSTS = os.environ.get("RASOAT_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
SITE_ADDRESS = os.environ.get("RASOAT_ADDRESS", "")  # printed on paper that leads to a public page

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "django_tasks_db",
    "rasoat.areas",
    "rasoat.accounts",
    "rasoat.audit",
    "rasoat.documents",
    "rasoat.jobs",
    "rasoat.lawbook",
    "rasoat.rounds",
    "rasoat.maps",
    "rasoat.roster",
    "rasoat.survey",
    "rasoat.meeting",
    "rasoat.posting",
    "rasoat.appraisal",
    "rasoat.recognition",
    "rasoat.yearround",
    "rasoat.unitchanges",
    "rasoat.reports",
    "rasoat.corrections",
    "rasoat.citizen",
    "rasoat.planning",
    "rasoat.training",
    "rasoat.web",
]

MIDDLEWARE = [
    "rasoat.citizen.kept.KeptPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "rasoat.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "rasoat.web.middleware.Doorkeeper",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rasoat.web.urls"
WSGI_APPLICATION = "rasoat.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "rasoat.web.context.frame",
            ],
            "builtins": [
                "rasoat.web.templatetags.vi",
                "django.templatetags.i18n",
                "django.templatetags.static",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("RASOAT_DATABASE", ""), DATA)}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_VERBOSE = False
AXES_LOCKOUT_TEMPLATE = "web/locked_out.html"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "documents"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
# Reminders leave the house only where an administrator says how.
globals().update(mail(os.environ.get("RASOAT_SMTP", ""), os.environ.get("RASOAT_MAIL_FROM", "")))
REMINDER_WEBHOOK = webhook(os.environ.get("RASOAT_WEBHOOK", ""))
REMINDER_WEBHOOK_SECRET = os.environ.get("RASOAT_WEBHOOK_SECRET", "")

SECURE_HTTPS = os.environ.get("RASOAT_HTTPS") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_HTTPS else None
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
