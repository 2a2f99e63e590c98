//! Rate limits. A hall shares one address, so reads are only held above 200 a second; what can be
//! abused (log-in, registration, submitting) is held by address, generously, and by phone. What comes
//! over this machine itself is a proxy that nobody named, so everybody, or a measurement: only log-ins
//! are held there.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Cells that were not touched lately are forgotten after so many questions.
const TIDY_EVERY: u32 = 8_192;

/// The limits of one process.
#[derive(Debug)]
pub struct Limits {
    reads: DefaultKeyedRateLimiter<IpAddr>,
    posts: DefaultKeyedRateLimiter<IpAddr>,
    files: DefaultKeyedRateLimiter<IpAddr>,
    entries: DefaultKeyedRateLimiter<IpAddr>,
    phones: DefaultKeyedRateLimiter<(i32, String, IpAddr)>,
    texts: DefaultKeyedRateLimiter<IpAddr>,
    asked: AtomicU32,
}

/// Too many; try again later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany;

fn quota(per_minute: u32, burst: u32) -> Quota {
    let at_least_one = |n| NonZeroU32::new(n).unwrap_or(NonZeroU32::MIN);
    Quota::per_minute(at_least_one(per_minute)).allow_burst(at_least_one(burst))
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            reads: RateLimiter::keyed(quota(200 * 60, 600)),
            posts: RateLimiter::keyed(quota(20 * 60, 400)),
            files: RateLimiter::keyed(quota(30, 60)),
            entries: RateLimiter::keyed(quota(120, 120)),
            phones: RateLimiter::keyed(quota(10, 30)),
            texts: RateLimiter::keyed(quota(30, 60)),
            asked: AtomicU32::new(0),
        }
    }
}

impl Limits {
    /// A page is read.
    ///
    /// # Errors
    /// [`TooMany`] above 200 a second from one address.
    pub fn read(&self, from: IpAddr) -> Result<(), TooMany> {
        self.tidy();
        if from.is_loopback() {
            return Ok(());
        }
        self.reads.check_key(&from).map_err(|_| TooMany)
    }

    /// A form is posted.
    ///
    /// # Errors
    /// [`TooMany`] above 20 a second from one address.
    pub fn post(&self, from: IpAddr) -> Result<(), TooMany> {
        if from.is_loopback() {
            return Ok(());
        }
        self.posts.check_key(&from).map_err(|_| TooMany)
    }

    /// A form with files is posted.
    ///
    /// # Errors
    /// [`TooMany`] above 30 a minute from one address.
    pub fn files(&self, from: IpAddr) -> Result<(), TooMany> {
        if from.is_loopback() {
            return Ok(());
        }
        self.files.check_key(&from).map_err(|_| TooMany)
    }

    /// Somebody logs in or registers.
    ///
    /// # Errors
    /// [`TooMany`] above 120 a minute from one address, or 10 a minute of it for one phone.
    pub fn enter(&self, from: IpAddr, tenant: i32, phone: &str) -> Result<(), TooMany> {
        self.entries.check_key(&from).map_err(|_| TooMany)?;
        // From elsewhere nobody uses up what somebody may try at their own phone.
        let key = (tenant, phone.chars().take(20).collect(), from);
        self.phones.check_key(&key).map_err(|_| TooMany)
    }

    /// A short message is asked for: each costs the street money, and somebody else their peace.
    ///
    /// # Errors
    /// [`TooMany`] above 30 a minute from one address.
    pub fn text(&self, from: IpAddr) -> Result<(), TooMany> {
        self.texts.check_key(&from).map_err(|_| TooMany)
    }

    fn tidy(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.reads.retain_recent();
            self.posts.retain_recent();
            self.files.retain_recent();
            self.entries.retain_recent();
            self.phones.retain_recent();
            self.texts.retain_recent();
        }
    }
}
