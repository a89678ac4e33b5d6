"""The door for a web server: `gunicorn prongsai.config.wsgi`."""

import os

from prongsai.config.handling import site_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prongsai.config.settings")
application = site_application()
