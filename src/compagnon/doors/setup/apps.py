from django.apps import AppConfig


class SetupConfig(AppConfig):
    name = "compagnon.doors.setup"
    label = "door_setup"

    def ready(self) -> None:
        from compagnon.doors.setup import hooks  # noqa: F401  (plugs in once the models are there)
