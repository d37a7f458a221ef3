"""What statements take on a server: algorithm, lock, rebuild."""

from driftproof.cost.alter import copies_online, cost_of_alter, describe

__all__ = ["copies_online", "cost_of_alter", "describe"]
