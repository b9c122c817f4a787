"""How verdicts, histories and the specification are shown to people. Decides nothing."""
