from django.apps import AppConfig


class LongPathConfig(AppConfig):
    name = "compagnon.longpath"
    label = "longpath"

    def ready(self) -> None:
        from compagnon.longpath import hooks  # noqa: F401  (plugs in once the models are there)
