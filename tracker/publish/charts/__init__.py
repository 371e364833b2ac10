"""The charts, one module each, and how they are saved and shown."""
