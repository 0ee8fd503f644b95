"""The long path: what can be learnt abroad of a course, and what kept people from going.

A *course sheet* says for one course when a long stay fits, what is learnt abroad, how it is assessed and followed from home;
its *versions* are approved by the teaching team. The *obstacle register* keeps why somebody did not go, or came back early.
Plugs into a mobility's page and its departure (a sheet that is not approved stands in the way) and the learning agreement.
"""
