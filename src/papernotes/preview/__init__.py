"""The preview server: the same build, planned and rendered on request, and never written."""
