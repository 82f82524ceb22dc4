"""A test for each row of the five documents, named after it: `intakebot terms coverage` finds them by their names."""
