"""Settings: one file, read from the environment, the same in every place it runs.

Nothing has to be set. What is set wrongly stops the process at start and is named.
"""

from importlib.util import find_spec
from os import pathsep
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
#: The site is reached by https alone: cookies go no other way.
SECURE_COOKIES = env.bool("SECURE_COOKIES", default=False)
#: Servers in front that say whom they speak for (X-Forwarded-For); limits count by that address.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
#: What an open link takes without proof or patience, in each process: sheets a minute from one
#: address, and in all; 0 is no limit. A proof is so many zero bits; each more doubles its work.
ANSWERS_PER_ADDRESS = env.int("ANSWERS_PER_ADDRESS", default=20)
ANSWERS_PER_LINK = env.int("ANSWERS_PER_LINK", default=300)
ANSWERS_PROOF_BITS = env.int("ANSWERS_PROOF_BITS", default=20)
#: How disclosed links are opened: mebibytes and seconds that one may cost, links open at once,
#: seconds that the worker may do it every ten minutes, and places (address:port) that may be
#: opened though they are not public.
CAPTURE_MEBIBYTES = env.int("CAPTURE_MEBIBYTES", default=20)
CAPTURE_SECONDS = env.float("CAPTURE_SECONDS", default=30.0)
CAPTURE_AT_ONCE = env.int("CAPTURE_AT_ONCE", default=100)
CAPTURE_TURN = env.float("CAPTURE_TURN", default=60.0)
CAPTURE_ALLOW = env.list("CAPTURE_ALLOW", default=[])
#: The browser that draws copies: a path or a name; "" for Chromium on the PATH, "none" for none.
CAPTURE_BROWSER = env.str("CAPTURE_BROWSER", default="")
#: An authority that stamps the daily seal with its time (RFC 3161), and a file with the
#: certificates (PEM) that its own are to lead to.
STAMP_URL = env.str("STAMP_URL", default="")
STAMP_CERTIFICATES = env.str("STAMP_CERTIFICATES", default="")
#: Of the open data: who publishes them (two languages are separated by " | "; the site's name where
#: nothing is set), and the address of their licence.
DATA_PUBLISHER = env.str("DATA_PUBLISHER", default="")
DATA_LICENSE = env.str("DATA_LICENSE", default="https://creativecommons.org/licenses/by/4.0/")
EMAIL_URL = env.str("EMAIL_URL", default="consolemail://")
#: Where people reach the site, for links in mails that the site sends by itself.
SITE_ADDRESS = env.str("SITE_ADDRESS", default="")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", default="prongsai@localhost")
#: Another place where people log in (OpenID Connect); there is none without an issuer.
OIDC_NAME = env.str("OIDC_NAME", default="OpenID Connect")
OIDC_ISSUER = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_SECRET = env.str("OIDC_SECRET", default="")

#: The operator's own folders of editions, separated as in PATH.
PRONGSAI_FRAMEWORKS = [
    part for part in env.str("PRONGSAI_FRAMEWORKS", default="").split(pathsep) if part
]

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
    # Before allauth and Django: its pages and words take the place of theirs.
    "prongsai.directory",
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
    "procrastinate.contrib.django",
    "prongsai.foundation",
    "prongsai.assessments",
    "prongsai.surveys",
    "prongsai.evidence",
    "prongsai.results",
    "prongsai.improvement",
    "prongsai.reports",
    "prongsai.portal.transparency",
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
    "prongsai.directory.middleware.WhoAsksMiddleware",
]
#: What pages on which people answer pass, and no more: nothing there asks who somebody is.
ANSWERING_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "prongsai.foundation.middleware.ContentPolicyMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
                "django.contrib.messages.context_processors.messages",
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
# Accounts: made by an administrator, entered with e-mail and password, a second factor, or OIDC
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    *(["django.contrib.auth.hashers.Argon2PasswordHasher"] if find_spec("argon2") else []),
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
    {
        "NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessments:work"
LOGOUT_REDIRECT_URL = "account_login"
#: Seconds that somebody may do nothing before they are logged out; closing the browser does it too.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
#: Attempts are counted in the database, so that all processes count together.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
vars().update(environ.Env.email_url_config(EMAIL_URL))
ACCOUNT_ADAPTER = "prongsai.directory.adapters.accounts.Accounts"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE_COOKIES else "http"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
#: Whoever makes an account vouches for its address.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "prongsai.directory.adapters.accounts.Factors"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Prongsai"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE_COOKIES  # browsers allow it on localhost alone
SOCIALACCOUNT_ADAPTER = "prongsai.directory.adapters.accounts.OtherLogins"
#: Only who has an account here with the address that the other place has verified comes in.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
#: A link leads there: the content policy lets no form lead elsewhere.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_SECRET,
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
#: Who is asked what waits for somebody, for the page that they see first.
WAITING = ["prongsai.improvement.queries.waiting.what_waits"]
#: Who is asked what the site publishes of an agency, for evidence that is chosen with one click.
OFFERS = [
    "prongsai.results.queries.offers.offers",
    "prongsai.reports.queries.offers.offers",
    "prongsai.portal.transparency.queries.offers.offers",
]
# Background work: modules with services that have `@in_background` or `@app.task` on them
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = [
    "prongsai.evidence.services.nightly",
    "prongsai.evidence.services.watching",
    "prongsai.foundation.services.tidying",
    "prongsai.improvement.services.nightly",
    "prongsai.reports.services.books",
    "prongsai.reports.services.issuing",
    "prongsai.results.services.round_jobs",
    "prongsai.surveys.services.nightly",
]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
#: Everything goes to the error stream, for whoever keeps the server's log; no page address of a
#: respondent is ever in it, because only errors are.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {
        name: {"handlers": ["stderr"], "level": "ERROR", "propagate": False}
        for name in ("django", "procrastinate", "prongsai.foundation.services.jobs")
    },
}
