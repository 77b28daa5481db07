//! Every mistake is explained at its place.
