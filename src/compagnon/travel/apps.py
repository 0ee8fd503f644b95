from django.apps import AppConfig


class TravelConfig(AppConfig):
    name = "compagnon.travel"
    label = "travel"

    def ready(self) -> None:
        from compagnon.travel import hooks  # noqa: F401  (plugs in once the models are there)
