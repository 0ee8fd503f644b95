"""What helps somebody to take part: needs in a sealed vault, help that is planned, reports of unfair treatment.

A *need* is said in words of participation, never as a diagnosis; it lies sealed in the *vault* (`sealing`), is opened by
those alone whom the person has named, and each reading is shown to the person. A *measure* is help that is planned,
without its reason. A *report* of discrimination or harassment goes to one named person outside the selection team.
"""
