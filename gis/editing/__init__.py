"""Drawing on the plan: pure geometry in metres (EPSG:25831). No Django, no database."""
