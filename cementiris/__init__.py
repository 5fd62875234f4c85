"""Gestió de Cementiris: municipal cemeteries, for many towns in one installation."""
