"""The console: where agents, managers and operators meet the bot's work. Pages only ask rooms below and show what they say.

It decides nothing by itself, trusts no text of strangers, and works without script.
"""
