"""The page on which a clerk takes a registration, and corrects one."""

from app.desk.registration.lasting import keep_constants

keep_constants()
