"""Stored programs: blocks, flow control, handlers and cursors, run against the replay's state."""

from driftproof.replay.evaluate.programs.calls import call_function, call_procedure, fire_trigger, run_anonymous

__all__ = ["call_function", "call_procedure", "fire_trigger", "run_anonymous"]
