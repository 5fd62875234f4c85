"""The way on foot to a place of the plan: on drawn paths, or around what stands in between. Pure, in metres."""
