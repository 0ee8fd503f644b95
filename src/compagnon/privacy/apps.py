from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    name = "compagnon.privacy"
    label = "privacy"

    def ready(self) -> None:
        autodiscover_modules("privacy")  # what each app holds about people
        from compagnon.privacy import hooks  # noqa: F401  (plugs in once the models are there)
