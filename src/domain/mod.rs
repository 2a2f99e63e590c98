//! Floor 0: the rules. Pure: time, ids and randomness come as arguments.
