"""Proofs that all upgrade paths end at the same schema, with the same rows, after any interruption."""
