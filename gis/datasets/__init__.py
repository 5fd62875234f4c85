"""What of a town other programs may read: the same layers as files and over WFS."""
