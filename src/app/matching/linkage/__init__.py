"""The city's comparisons and weights as Splink reads them, for registers of millions.

Splink (5) runs on DuckDB and on Spark, so blocking and comparing leave this process and this PC;
reading and learning stay ours. No bundle carries it: it needs the extra `linkage` (and `pyspark`
with a Java, for Spark).

* `prepared` writes the columns that the levels ask for, and the keys by which rows meet.
* `levels` writes every level of `city.comparing` as a condition in SQL, with its learned weights.
* `likeness` compares names for them, and counts slips of the hand, by the same code: no SQL lays
  words against words, and DuckDB and Spark do not count turned digits alike.
* `running` has Splink do it.

What is the same as in `city.engine`, to the last digit that matters: the pairs (as long as a file
is small enough that one meeting suffices), the level of every field, and Fellegi and Sunter's
weight. What Splink has no words for stays the engine's: the rarity of single words where names
share only a part (there a level weighs what it does among strangers at large), the family, twins
and namesakes that speak against a pair, the threshold and the clusters.
"""
