"""The web channel: what a browser anywhere may reach. The README describes its interface."""
