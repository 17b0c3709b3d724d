"""Where Rasa is extended: NLU components, the answers' generator, channels, stores, the launcher."""
