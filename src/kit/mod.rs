//! Floor 1: tools without a database and without an HTTP server.
