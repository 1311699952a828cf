"""Places: which names a text holds, and which places they mean."""
