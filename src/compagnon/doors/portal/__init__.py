"""The public door: the network, its schemes and open calls."""
