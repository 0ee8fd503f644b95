"""The tenant: networks, their organisations, sites, sectors and trades, destinations, declared figures, projects."""
