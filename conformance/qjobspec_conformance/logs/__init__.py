"""Plain logs of what was said of jobs: job, time, state, a row each; judged by DuckDB, however large they are."""
