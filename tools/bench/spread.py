"""What many times say together."""

import statistics


def spread(times: list[float]) -> dict[str, float]:
    """The middle one, and the one that nineteen of twenty stay below."""
    return {"p50": statistics.median(times), "p95": statistics.quantiles(times, n=20)[-1]}
