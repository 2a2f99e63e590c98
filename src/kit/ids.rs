//! Ids: UUIDv7 made by the program from an injected time, never by the database.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use uuid::{Builder, Uuid};

/// A source of ids, cheap to clone.
#[derive(Debug, Clone, Default)]
pub enum Ids {
    /// Random below the time.
    #[default]
    Random,
    /// The same ids for the same seed and the same questions: the demo world and tests.
    Seeded(Arc<Mutex<Sequence>>),
}

/// The state of a seeded source.
#[derive(Debug)]
pub struct Sequence {
    count: u32,
    rng: ChaCha12Rng,
}

impl Ids {
    /// A source that repeats itself for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(Sequence {
            count: 0,
            rng: ChaCha12Rng::seed_from_u64(seed),
        })))
    }

    /// A new id for something that comes to be at `at`: ids sort by time, to the quarter of a
    /// microsecond; those of a seeded source within one moment also by the order of asking.
    pub fn make(&self, at: DateTime<Utc>) -> Uuid {
        let mut low = [0; 8];
        match self {
            Self::Random => rand::rng().fill_bytes(&mut low),
            Self::Seeded(sequence) => {
                let mut sequence = sequence.lock().unwrap_or_else(PoisonError::into_inner);
                sequence.count = sequence.count.wrapping_add(1);
                // The variant takes the two highest bits; the count stands below them.
                let random = sequence.rng.next_u32();
                let value = (u64::from(sequence.count & 0x3fff_ffff) << 32) | u64::from(random);
                low = value.to_be_bytes();
            }
        }
        let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
        // RFC 9562 6.2 method 3: the part below the millisecond stands in the twelve bits beside it.
        let micros = at.timestamp_subsec_micros() % 1000;
        let [.., high, part] = (micros * 4096 / 1000).to_be_bytes();
        let mut bytes = [0; 10];
        bytes[0] = high;
        bytes[1] = part;
        bytes[2..].copy_from_slice(&low);
        Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
    }
}
