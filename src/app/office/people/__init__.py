"""Peserta: the people of all kelurahan, and what the city decides of them."""
