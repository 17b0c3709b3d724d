"""Matrix: the assistant as an application service of a clinic's own homeserver."""
