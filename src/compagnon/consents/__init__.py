"""Consents, one purpose at a time: asked plainly, never needed to apply, withdrawn as easily as given.

A *purpose* is what is asked; its *texts* are the sentences agreed to, in numbered versions; a *consent* is where one
participant stands on one purpose; each yes or no that made it so is kept as a *word*. Plugs into the desk (navigation,
the page of a participant), personal links (`consents.guardian`) and whoever asks `queries.has_active`.
"""
