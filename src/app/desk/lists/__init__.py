"""Impor daftar RT: a file is opened, its columns matched, each row checked, then taken in."""
