"""The sample district and the outside systems that play in the demo."""
