from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "compagnon.timeline"
    label = "timeline"

    def ready(self) -> None:
        from compagnon.timeline import hooks  # noqa: F401  (plugs in once the models are there)
