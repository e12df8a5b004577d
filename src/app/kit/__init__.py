"""What all windows share."""

from app.kit.lasting import keep_constants

keep_constants()  # before the first window: whatever opens one imports this room
