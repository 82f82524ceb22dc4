"""The nouns that pass between rooms: frozen, keyword-only, with aware times. Nothing here imports another room."""
