"""Two catalogs compared: the changes between them, their order, their SQL, and what is risky about them."""
