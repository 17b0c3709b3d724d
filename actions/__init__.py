"""Rasa's custom actions: thin, they take a conversation, ask `b2m`, and send the reply."""
