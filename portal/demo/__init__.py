"""A portal with invented staff and cases, filled through the same services that real people use."""

from portal.demo.filling import HalfFilled, fill_demo
from portal.demo.welcome import print_welcome

__all__ = ["HalfFilled", "fill_demo", "print_welcome"]
