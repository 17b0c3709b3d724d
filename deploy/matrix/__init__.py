"""Matrix: what a homeserver needs to know of the assistant, and a homeserver to try it with."""
