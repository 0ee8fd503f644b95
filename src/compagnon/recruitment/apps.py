from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "compagnon.recruitment"
    label = "recruitment"

    def ready(self) -> None:
        from compagnon.recruitment import hooks  # noqa: F401  (plugs in once the models are there)
