from django.apps import AppConfig


class MobilitiesConfig(AppConfig):
    name = "compagnon.mobilities"
    label = "mobilities"

    def ready(self) -> None:
        from compagnon.mobilities import hooks  # noqa: F401  (plugs in once the models are there)
