"""How people reach the assistant: Rasa input channels."""
