"""What is measured at length: speed as a ratio to a floor, and kill -9 under load. `make bench` runs both."""
