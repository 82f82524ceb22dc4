"""Pages about the console's own people: their account, all users, what everybody did. What is allowed, `guard` decides."""
