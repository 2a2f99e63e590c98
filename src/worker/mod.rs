//! Floor 4, beside web: what happens without a visitor.
