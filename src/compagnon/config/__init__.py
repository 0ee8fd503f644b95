"""Settings, addresses, environment, and the operator's commands."""
