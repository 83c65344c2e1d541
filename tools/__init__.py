"""Tools of the house: setting up, writing the reference out of the code."""
