"""The kill matrix: every sinner of this project, the shortest example by which the suite finds it, and the page of them all.

`python -m tests.campaigns.kill` looks for them and writes `found.json`; the tests here run what is written there again.
"""
