"""The clerk's desk: the start page and the search over everything a town holds. No tables of its own."""
