"""Job classes in the shapes that the real ones have, and wrong ones, for type checkers alone: nothing here is ever run.

A wrong line keeps its quarrel with its own base class quiet. A call that hands a wrong class over ends in `rejected:` and the
member for which both checkers have to refuse it, or `rejected by` the one that can see it; they refuse nothing else.
"""
