"""What several channels need: lines that fail and are opened again, how a channel does, pieces of long texts."""
