from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "compagnon.surveys"
    label = "surveys"

    def ready(self) -> None:
        from compagnon.surveys import hooks  # noqa: F401  (plugs in once the models are there)
