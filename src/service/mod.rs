//! Floor 3: the use cases, one function per verb.
