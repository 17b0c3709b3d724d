"""What the assistant knows: its texts, and how B2M readings are interpreted. No Rasa here."""
