"""Stored programs: from the text of a routine, trigger or event body to its syntax tree."""

from driftproof.language.program.read import parse_program

__all__ = ["parse_program"]
