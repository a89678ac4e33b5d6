"""Settings: one file, read from the environment, the same in every place it runs.

Nothing has to be set. What is set wrongly stops the process at start and is named.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from prongsai.config import database

ROOT = Path(__file__).resolve().parents[2]
env = environ.Env()
environ.Env.read_env(ROOT / ".env")  # a developer's own file; absent in production

# What the operator sets
PRONGSAI_HOME = Path(env.str("PRONGSAI_HOME", default=str(database.default_home()))).resolve()
DATABASE_URL = env.str("DATABASE_URL", default="")
SECRET_KEY = env.str("SECRET_KEY", default="")  # Django refuses to sign anything without it
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost"])
DEBUG = env.bool("DEBUG", default=False)

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

ROOT_URLCONF = "prongsai.config.urls"
WSGI_APPLICATION = "prongsai.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "th"
TIME_ZONE = "Asia/Bangkok"
USE_TZ = True
INSTALLED_APPS = ["prongsai.foundation"]
