from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    name = "prongsai.improvement"
