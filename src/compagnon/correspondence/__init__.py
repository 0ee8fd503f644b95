"""Every letter sent: written in the transaction that needs it, read in the outbox, delivered by a job."""
