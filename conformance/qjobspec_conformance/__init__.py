"""QJobSpec's conformance suite: what an author of a provider needs to have a job class judged. Imports nothing heavy."""

from .works import Outcome, Product, Work, WorkError

__all__ = ["Outcome", "Product", "Work", "WorkError"]
