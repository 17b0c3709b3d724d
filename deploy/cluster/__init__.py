"""Several assistants behind a proxy, with one database, on this machine: for trying and testing."""
