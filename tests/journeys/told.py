"""What the pages say in the story, word for word."""

NOT_FOR_JOB_SEEKERS = {
    "fr": "Ce dispositif est pour",
    "en": "This scheme is for: apprentice",
}
SIGNATURE_PAGE = {
    "fr": (
        "Page de signatures",
        "signature dessinée à l’écran",
        "lien personnel envoyé à parent@example.org",
        "SHA-256",
    ),
    "en": ("Signature page", "signature drawn on screen", "personal link sent to parent@example.org", "SHA-256"),
}
SIGNED = {
    "fr": {
        "Rozenn Boussole a signé : Contrat pédagogique, version 2.",
        "Camille Fournil a signé : Contrat pédagogique, version 2.",
        "Greta Sauerteig (Tuteur sur place) a signé : Contrat pédagogique, version 2.",
        "Définitif : Contrat pédagogique, version 2.",
    },
    "en": {
        "Rozenn Boussole signed: Learning agreement, version 2.",
        "Camille Fournil signed: Learning agreement, version 2.",
        "Greta Sauerteig (Tutor at the host) signed: Learning agreement, version 2.",
        "Final: Learning agreement, version 2.",
    },
}
CLOSED = {"fr": "Rozenn Boussole a clos la mobilité.", "en": "Rozenn Boussole closed the mobility."}
RETURNED = {
    "fr": {
        "Rozenn Boussole a noté le retour du participant.",
        "Rozenn Boussole a demandé l’évaluation à Greta Sauerteig.",
    },
    "en": {
        "Rozenn Boussole noted that the participant is back.",
        "Rozenn Boussole asked Greta Sauerteig for the evaluation.",
    },
}
ISSUED = {
    "fr": "Rozenn Boussole a délivré l’Europass Mobilité.",
    "en": "Rozenn Boussole issued the Europass Mobility.",
}
