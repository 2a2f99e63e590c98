//! Every test of the program but the browser's, in one binary. Each test is a sentence of the domain.

mod audit;
mod calendar;
mod keys;
mod privacy;
