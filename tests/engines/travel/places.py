"""Towns of the network and of its destinations, with coordinates from GeoNames (CC BY 4.0), rounded to 11 metres."""

from compagnon.engines.travel import Leg, Place

PLACES = {
    "Angers": (47.4784, -0.5632, "FR"),
    "Laval": (48.0698, -0.7702, "FR"),
    "Le Mans": (48.0021, 0.1981, "FR"),
    "La Roche-sur-Yon": (46.6705, -1.4262, "FR"),
    "Nantes": (47.2173, -1.5534, "FR"),
    "Paris": (48.8534, 2.3488, "FR"),
    "Toulouse": (43.6043, 1.4437, "FR"),
    "Como": (45.81, 9.0832, "IT"),
    "Cork": (51.898, -8.4706, "IE"),
    "Cotonou": (6.3654, 2.4183, "BJ"),
    "Dakar": (14.6937, -17.4441, "SN"),
    "Flensburg": (54.7843, 9.4396, "DE"),
    "Leeuwarden": (53.2014, 5.8086, "NL"),
    "Porto": (41.1496, -8.611, "PT"),
    "Turku": (60.4515, 22.2687, "FI"),
    "Valencia": (39.4739, -0.3797, "ES"),
    "Valletta": (35.8997, 14.5147, "MT"),
}


def place(name, *, country=True):
    latitude, longitude, code = PLACES[name]
    return Place(latitude=latitude, longitude=longitude, country=code if country else None)


def leg(mode, start="Nantes", end="Paris", **more):
    return Leg(mode=mode, start=place(start), end=place(end), **more)
