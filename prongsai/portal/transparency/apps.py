from django.apps import AppConfig

from prongsai.evidence.rules.offers import provide


class TransparencyConfig(AppConfig):
    name = "prongsai.portal.transparency"

    def ready(self) -> None:
        """Let agencies choose what this room publishes as evidence."""
        provide("prongsai.portal.transparency.queries.offers.offers")
