//! Floor 5: the commands of the binary.
