"""Working copies of files, without what a file tells beside what is seen in it.

Bytes in, bytes out. It knows nothing of cases, keys or pages, and the work is done in a process of
its own that can open nothing (portal/cleaning/limits.py).
"""
