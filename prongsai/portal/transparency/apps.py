from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "prongsai.portal.transparency"
