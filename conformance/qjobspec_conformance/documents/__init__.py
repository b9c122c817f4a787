"""Documents of the specification as people write them into files: read safely, recognised, and held against their schemas.

What comes in is not trusted: nothing in it is run, fetched, or followed without a bound. This package knows no command line.
"""
