from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the operator's commands; it has no models."""

    name = "compagnon.config"
    label = "config"
