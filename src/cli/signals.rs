//! Being asked to stop: SIGTERM, Ctrl-C, or a terminal that is closed.

use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};

/// Counts how often this process was asked to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<u32>);

impl Stop {
    /// Listens from now on; none of the signals ends the process by itself any more.
    ///
    /// # Errors
    /// When the system refuses to tell.
    pub fn listen() -> std::io::Result<Self> {
        let mut term = signal(SignalKind::terminate())?;
        let mut int = signal(SignalKind::interrupt())?;
        // Under nohup a closed terminal is no reason to stop.
        let mut hup = match hangup_is_ignored() {
            true => None,
            false => Some(signal(SignalKind::hangup())?),
        };
        let (asked, stop) = watch::channel(0);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = term.recv() => {}
                    _ = int.recv() => {}
                    () = hung_up(hup.as_mut()) => {}
                }
                asked.send_modify(|times| *times += 1);
            }
        });
        Ok(Self(stop))
    }

    /// Comes back when the process was asked to stop so often.
    pub async fn asked(&mut self, times: u32) {
        if self.0.wait_for(|asked| *asked >= times).await.is_err() {
            // Nobody is left who could ask.
            std::future::pending::<()>().await;
        }
    }
}

async fn hung_up(hup: Option<&mut Signal>) {
    match hup {
        Some(hup) => {
            hup.recv().await;
        }
        None => std::future::pending().await,
    }
}

/// Whether whoever started the program had it ignore SIGHUP: bit 0 of the mask of ignored signals.
fn hangup_is_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
        .is_some_and(|mask| mask & 1 == 1)
}
