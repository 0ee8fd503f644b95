"""A stay that is over as a template for the next: what was really done, what of it the scheme shall say, the next departure."""
