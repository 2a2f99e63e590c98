//! Being asked to stop: SIGTERM, or Ctrl-C.

use tokio::{
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Counts how often this process was asked to stop.
#[derive(Debug, Clone)]
pub struct Stop(watch::Receiver<u32>);

impl Stop {
    /// Listens from now on; neither signal ends the process by itself any more.
    ///
    /// # Errors
    /// When the system refuses to tell.
    pub fn listen() -> std::io::Result<Self> {
        let mut term = signal(SignalKind::terminate())?;
        let mut int = signal(SignalKind::interrupt())?;
        let (asked, stop) = watch::channel(0);
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    _ = term.recv() => {}
                    _ = int.recv() => {}
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
