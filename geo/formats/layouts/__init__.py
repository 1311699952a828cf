"""Other people's tables as incidents: one module a layout, recognised by its header."""
