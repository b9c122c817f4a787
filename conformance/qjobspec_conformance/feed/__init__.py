"""Histories that somebody else has written, and many: read from files, judged as they come, counted."""
