"""From the text of a statement to what it says: a schema change or a command."""
