"""Stands in for Keras, as `tensorflow` beside it does for TensorFlow."""

import sys

from tensorflow import fill

fill(sys.modules[__name__])
