"""Drawings as pure geometry: numbers in, positions and SVG path data out."""
