from django.apps import AppConfig


class RecognitionConfig(AppConfig):
    name = "compagnon.recognition"
    label = "recognition"

    def ready(self) -> None:
        from compagnon.recognition import hooks  # noqa: F401  (plugs in once the models are there)
