"""The linter of driftproof: rules over replayed upgrade scripts."""
