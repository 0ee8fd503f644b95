"""The electronic seal of a network: its certificate, sealing a finished paper with it, reading the seals of any PDF."""
