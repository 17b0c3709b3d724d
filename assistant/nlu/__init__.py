"""Rasa NLU components: from a message to its topic and its B2M readings."""

# What the model is trained with, beside the data: a change of these makes it another model.
TRAINED_WITH = (
    "encoder_files.py",
    "encoder_weights.py",
    "linear.py",
    "message_reader.py",
    "normalise.py",
    "parts.py",
    "patterns.py",
    "sentence_encoder.py",
    "topic_classifier.py",
    "topic_model.py",
    "tuned_layers.safetensors",
)
