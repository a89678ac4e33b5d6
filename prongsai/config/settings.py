"""Settings: one file, read from the environment, the same in every place it runs.

Nothing has to be set. What is set wrongly stops the process at start and is named.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from prongsai.config import database
from prongsai.config.secret import secret_of

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
environ.Env.read_env(ROOT / ".env")  # a developer's own file; absent in production

# What the operator sets
PRONGSAI_HOME = Path(env.str("PRONGSAI_HOME", default=str(database.default_home()))).resolve()
DATABASE_URL = env.str("DATABASE_URL", default="")
SECRET_KEY = env.str("SECRET_KEY", default=secret_of(PRONGSAI_HOME))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DEBUG = env.bool("DEBUG", default=False)
#: A sentence above every page: "Test system", say. Two languages are separated by " | ".
NOTICE = env.str("NOTICE", default="")

# What the programmer decides
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db_url_config(DATABASE_URL)
    if DATABASE_URL
    else {
        "ENGINE": "prongsai.config.postgresql",
        "HOST": str(database.socket_folder(PRONGSAI_HOME)),
        "PORT": database.PORT,
        "USER": database.ACCOUNT,
        "NAME": database.DATABASE,
    }
}
if not DATABASES["default"]["ENGINE"].endswith(".postgresql"):
    raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

ROOT_URLCONF = "prongsai.config.urls"
WSGI_APPLICATION = "prongsai.config.wsgi.application"
AUTH_USER_MODEL = "directory.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "prongsai.foundation",
    "prongsai.directory",
    "prongsai.assessments",
    "prongsai.surveys",
    "prongsai.results",
    "prongsai.reports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "prongsai.foundation.middleware.ContentPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    # A session is opened by those who log in; public pages never ask for one and set no cookie.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "prongsai.foundation.middleware.UserErrorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "prongsai.foundation.views.page_context",
            ],
            "builtins": ["prongsai.foundation.templatetags.prongsai"],
        },
    }
]
STATIC_URL = "/static/"
STATIC_ROOT = PRONGSAI_HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: Everything goes to the error stream, for whoever keeps the server's log; no page address of a
#: respondent is ever in it, because only errors are.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
