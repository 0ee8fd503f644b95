"""Accounts, roles and teams, participants, contacts outside the network, personal links."""
