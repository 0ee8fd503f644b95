"""The list of companies and other hosts, matched by registration number, OID, or name and town."""
