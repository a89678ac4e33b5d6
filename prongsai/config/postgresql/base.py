"""The database engine of the settings; Django asks for a module of this name."""

from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base

from prongsai.config.database import ensure_running


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        ensure_running(Path(conn_params["host"]).parent)
        return super().get_new_connection(conn_params)
