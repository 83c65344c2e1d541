"""`make docs`: the reference pages, written out of the code. A test compares them with the files that are committed."""
