"""Small linear models over named features, trained on our own text; they decide where they beat rules."""
