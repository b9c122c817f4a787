"""Real job classes under judgement: what their reports say, as pages, and whether what is kept of it still fits together."""
