"""What the network app holds about people: free notes may name somebody; the rest is about organisations."""

from compagnon.core.holdings import holds, nothing
from compagnon.network.models import (
    CooperationProject,
    Destination,
    Emblem,
    KeyFigure,
    Network,
    Organisation,
    Sector,
    SetupLink,
    Site,
    Trade,
)

nothing(Network, Sector, Destination, Emblem, SetupLink)
holds(KeyFigure, purpose="partners", rule="partner", people="entered_by", plain="key label unit qualifier year source")
holds(
    Organisation, purpose="partners", rule="partner", words="representative",
    plain="code key name address postcode town departement_code registration_number oid email phone legal_form activity"
    " representative_function uai_code declaration_number search_text",
)  # fmt: skip
holds(Site, purpose="partners", rule="partner", words="note", plain="code key name town departement_code departement_name")  # fmt: skip
holds(Trade, purpose="partners", rule="partner", words="note", plain="key name esco_uri esco_label isco08 isced_f")
holds(
    CooperationProject, purpose="partners", rule="partner",
    plain="key name full_name programme aim period project_number website partners",
)  # fmt: skip
