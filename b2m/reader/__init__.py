"""The steps that turn a message into readings; `b2m.readings.read` puts them together."""
