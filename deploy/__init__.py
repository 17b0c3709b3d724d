"""Running the assistant for a clinic, and trying that out."""
