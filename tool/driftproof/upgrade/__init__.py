"""The runner: scripts and recorded history make a plan; the plan is executed under a lock and recorded.

Compatible with Flyway's history table, callbacks, checksums and lock, so that either tool goes on after the other.
"""
