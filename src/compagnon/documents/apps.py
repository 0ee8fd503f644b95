from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "compagnon.documents"
    label = "documents"

    def ready(self) -> None:
        from compagnon.documents import hooks  # noqa: F401  (plugs in once the models are there)
