from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "compagnon.doors.desk"
    label = "door_desk"

    def ready(self) -> None:
        from compagnon.doors.desk import hooks  # noqa: F401  (plugs in once the models are there)
