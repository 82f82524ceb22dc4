"""What became of the promises: tickets counted by terms, plan, severity and month, and written for machines and people.

Pure arithmetic: this room must not touch the store, and what it needs of the terms it is told. Definitions that people
rely on stand in `standing.py` (kept, breached), `group.py` (what is counted) and `ranks.py` (percentiles).
"""
