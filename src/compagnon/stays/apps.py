from django.apps import AppConfig


class StaysConfig(AppConfig):
    name = "compagnon.stays"
    label = "stays"

    def ready(self) -> None:
        from compagnon.stays import hooks  # noqa: F401  (plugs in once the models are there)
