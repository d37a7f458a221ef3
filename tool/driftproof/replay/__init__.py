"""Replay: scripts become catalogs, with the server's answers, without a server."""
