"""The graph, through its public door."""
