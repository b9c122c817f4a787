"""The specification as pages for people: Markdown, computed from the tables, the same bytes every time.

`python -m qjobspec._pages spec/pages` writes them. Importing `qjobspec` does not import this package.
"""

from ._book import pages

__all__ = ["pages"]
