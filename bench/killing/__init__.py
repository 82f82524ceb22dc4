"""Kill -9 under load, and what must be true afterwards. Read `trial.py` first.

The bench runs it at length, the tests in short. Everything here looks at intakebot from the outside: processes, SMTP
on both sides, and the rows of the database in the end.
"""
