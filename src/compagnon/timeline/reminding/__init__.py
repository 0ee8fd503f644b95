"""Who is reminded of what, and when: found for a whole network, told in one letter a day, or asked for by hand."""
