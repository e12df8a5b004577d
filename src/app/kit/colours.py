"""The program's colours. A state is never told by one alone: a word or an icon stands with it."""

INK = "#16211f"
MUTED = "#5d6b68"
FAINT = "#a9b4b1"  # what cannot be pressed now
LINE = "#d9e0de"
EDGE = "#b9c4c1"  # around what can be typed in or pressed
GROUND = "#f4f6f5"
PAPER = "#ffffff"
ACCENT = "#0b6e63"
ACCENT_DEEP = "#085a51"  # pressed
ACCENT_SOFT = "#e3f1ee"
ACCENT_PALE = "#8fc2ba"  # the second of two bars
WARN = "#9a5b00"
WARN_SOFT = "#fdf3e0"
STOP = "#a3211b"
STOP_SOFT = "#fbe9e7"
GOOD = "#1c7a3e"
