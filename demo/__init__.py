"""The two invented demo towns and the large invented installations that benches run on."""
