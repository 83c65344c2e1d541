"""Data that ships with Selon: places, actors, letter classes; each file says its source."""
