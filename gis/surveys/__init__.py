"""Surveyors’ files: strangers’ bytes in, clean features out. Pure: no Django, nothing written."""
