"""Rasa NLU components: from a message to its topic and its B2M readings."""
