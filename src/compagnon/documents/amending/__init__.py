"""What changed since a paper was signed, and what an amendment of it says and does.

`points` reads any paper point by point, `comparing` sets the points signed beside those of today, `kinds` makes of a kind of
paper its amendment, `parties` says who must sign it and why, `days` since when it may count, `drafting`
makes it ready to go out, `consequences` what else hangs on it, `versions` who agreed to what since when.
"""
