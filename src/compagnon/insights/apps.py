from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "compagnon.insights"
    label = "insights"

    def ready(self) -> None:
        from compagnon.insights import hooks  # noqa: F401  (plugs in once the models are there)
