"""What travels in sealed files, item by item: to plain members and back.

`exchange/ITEMS.md` describes the members. Whatever cannot be understood is a `Refusal` with
`item.unreadable`: the receiver sets that item aside and takes the rest of its file.
"""
