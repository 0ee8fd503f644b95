from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "compagnon.seals"
    label = "seals"

    def ready(self) -> None:
        from compagnon.seals import hooks  # noqa: F401  (plugs in once the models are there)
