"""How is a letter read? Pure: text and names of units in, a proposal out, with what was not understood."""
