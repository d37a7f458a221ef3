"""Live servers: addresses, connections, and what can be read from them."""
