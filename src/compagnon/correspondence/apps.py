from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "compagnon.correspondence"
    label = "correspondence"

    def ready(self) -> None:
        from compagnon.correspondence import hooks  # noqa: F401  (plugs in once the models are there)
