"""Upgrades MySQL and MariaDB schemas with scripts, and proves that every path ends at the same schema."""

__version__ = "0.1.0"
