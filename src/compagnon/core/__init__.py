"""What every app stands on: base models, the tenant's scope, access, states, activity, jobs, registries, pages."""
