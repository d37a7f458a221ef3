"""From text to meaning: splitting, tokens, statements, stored programs."""
