"""Spreadsheets and tables of text: bytes of strangers in, cells out; and workbooks whose cells never compute.

Who reads a file asks `detect` first: it refuses what would harm whoever opens it. Nothing here knows what a file is
about.
"""
