"""Every value that crosses a module border, in five chapters."""
