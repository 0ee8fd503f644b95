"""Getting ready to leave: the rules of the contract, who covers what, papers and cover, the way there, the country.

A *legal pack* tells every rule that concerns one stay; *terms* are what is agreed or told for it beside what its file says.
Plugs into the mobility's page (panel), into its departure (obstacles) and into the rights.
"""
