"""What the assistant knows: its texts, and how B2M readings are read and interpreted. Knows nothing of Rasa."""
