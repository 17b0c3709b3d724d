"""Rasa's quickstart pipeline on this project's content and data, for comparison."""
