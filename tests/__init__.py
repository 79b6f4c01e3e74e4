"""Tests mirror the code; journeys, promises and bench lie beside them."""
