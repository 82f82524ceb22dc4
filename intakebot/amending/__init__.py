"""Support documents that managers amend: what would come of a text, and the verbs that put it in force.

This room must not send anything, nor touch a ticket: what was promised stays promised (design.md 4.9).
"""
