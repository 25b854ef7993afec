"""How right the extraction is: gold against predictions, field by field, with gains and losses."""
