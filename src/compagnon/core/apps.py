from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "compagnon.core"
    label = "core"

    def ready(self) -> None:
        from compagnon.core import polite  # it reads the catalogues of all apps

        polite.install()
