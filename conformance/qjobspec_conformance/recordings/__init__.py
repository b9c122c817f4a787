"""Recordings of real servers and the dialects that explain them: read safely, understood, and turned into answers.

What comes in is not trusted: nothing in it is run, fetched or followed without a bound. This package knows no job class, no
client and no command line.
"""
