from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "compagnon.placement"
    label = "placement"

    def ready(self) -> None:
        from compagnon.placement import hooks  # noqa: F401  (plugs in once the models are there)
