"""What charts are drawn with: axes, bands, marks, names, legend, frame, palette."""
