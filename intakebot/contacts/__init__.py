"""Files of customers: read, checked, compared with what is known, and written, as TOML and CSV.

Pure data: this room must not touch the store or the network; what the terms offer it is told.
"""
