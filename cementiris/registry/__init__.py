"""The register of a town's cemeteries: places, people, rights and burials."""
