"""A day in the life of each document: mail over real SMTP, a simulated clock, what agents decide by their commands."""
