from importlib import import_module

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "prongsai.improvement"

    def ready(self) -> None:
        """Register the counters that measures may name; they need the tables of other rooms."""
        import_module("prongsai.improvement.queries.facts").register()
