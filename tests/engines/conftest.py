"""Laws are drawn without a clock: a busy machine makes them slow, never wrong."""

from hypothesis import HealthCheck, settings

settings.register_profile("untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
