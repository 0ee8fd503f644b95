"""Coming in: what allauth and Django ask of us, how long a session lives, the proof before something sensitive."""
