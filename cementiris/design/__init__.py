"""What every page looks like: template tags, states' words and swatches. Knows no model."""
