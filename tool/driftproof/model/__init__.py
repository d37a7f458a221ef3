"""The nouns of driftproof: frozen values without input, output or third-party imports."""
