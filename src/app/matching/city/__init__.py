"""The city's search for people registered twice: whole files at once, by vectors.

Only the office bundle carries this room: it needs numpy, which no kelurahan has installed. What it
does, and where it comes from:

* `reading` turns written fields into numbers that can be compared (DOMAIN 8.2; any alphabet).
* `blocking` proposes pairs: two rows meet where they share a rare key of one field, or keys of two
  fields. No field is needed; whichever there are form the keys.
* `comparing` gives each pair a level of likeness per field, and how common what they share is.
* `learning` finds by expectation maximisation what each level says (Fellegi and Sunter 1969;
  Winkler 1988 and 2000 for frequencies of values), without labels.
* `chance` deals the names out anew and counts whom the search finds then: so many are strangers.
* `clusters` makes people of pairs, and parts those who cannot be one.
* `engine` does all of it for one file, two files, or a batch against an index.
"""
