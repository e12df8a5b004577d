"""The city's mailbox over HTTP: takes sealed files in and hands sealed replies out.

It holds no key that opens either of them, and never touches the books beside it.
"""
