"""Findings, differences and plans as text, JSON, Markdown, HTML and JUnit: one function each."""
