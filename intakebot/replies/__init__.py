"""What the customer reads: templates in the customer's language, and the letters made from them.

Managers may replace templates; no code runs in them, and what they can cost is bounded. This room must not touch the
store, the network or the clock, and never puts a stranger's words into a letter.
"""
