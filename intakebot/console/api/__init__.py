"""The API: what the console does, as JSON under /api/v1, for programs with a token. `table.py` has all of it.

It decides nothing by itself either: what it does is what the pages do. A session's cookie lets nobody in here, so no page of
another site can make a browser act.
"""
