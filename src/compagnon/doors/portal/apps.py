from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "compagnon.doors.portal"
    label = "door_portal"

    def ready(self) -> None:
        from compagnon.doors.portal import hooks  # noqa: F401  (plugs in once the models are there)
