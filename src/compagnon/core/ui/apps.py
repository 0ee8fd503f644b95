from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "compagnon.core.ui"
    label = "ui"
