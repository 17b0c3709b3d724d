"""Where Rasa is extended: NLU, generator of answers, channels, stores, launcher."""
