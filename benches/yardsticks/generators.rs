//! The load generators: wrk for HTTP, pgbench for the database.

use std::fmt::Write;
use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, bail};

use super::Place;
use super::capture::Captured;
use super::pages::Page;

/// Addresses that the readers come from: rate limits are by address and stay on.
const READERS: u32 = 4_096;

/// A round of a page.
#[derive(Debug)]
pub struct Bench<'a> {
    /// Where scripts are written.
    pub place: &'a Place,
    /// The page.
    pub page: &'a Page,
    /// HTTP connections.
    pub connections: u32,
}

/// What a round came to.
#[derive(Debug, Clone, Copy)]
pub struct Ran {
    /// Requests or transactions a second.
    pub rate: f64,
    /// How many in all.
    pub count: f64,
    /// The middle latency, milliseconds.
    pub p50: f64,
    /// The latency that one of twenty exceeds, milliseconds.
    pub p95: f64,
    /// The latency that one of a hundred exceeds, milliseconds.
    pub p99: f64,
    /// Answers that were no page.
    pub refused: f64,
}

impl Bench<'_> {
    /// Asks a server for the page as fast as it answers.
    pub fn wrk(&self, address: &str, time: Duration) -> anyhow::Result<Ran> {
        let script = self.place.out.join("wrk.lua");
        fs::write(&script, self.lua())?;
        let output = Command::new("wrk")
            .args(["--latency", "-t1", "-c"])
            .arg(self.connections.to_string())
            .arg(format!("-d{}s", time.as_secs().max(1)))
            .arg("-s")
            .arg(&script)
            .arg(format!("http://{address}{}", self.page.request.path))
            .output()
            .context("wrk cannot be run")?;
        let text = String::from_utf8(output.stdout)?;
        if !output.status.success() {
            bail!("wrk: {text}{}", String::from_utf8_lossy(&output.stderr));
        }
        let after = |label: &str| {
            text.lines()
                .find_map(|l| l.trim().strip_prefix(label))
                .map(str::trim)
        };
        let refused = after("Non-2xx or 3xx responses:");
        let rate: f64 = after("Requests/sec:")
            .context("wrk says no rate")?
            .parse()?;
        let count = text
            .lines()
            .find_map(|l| l.trim().split_once(" requests in "))
            .context("wrk says no count")?
            .0
            .parse()?;
        Ok(Ran {
            rate,
            count,
            p50: milliseconds(after("50%").unwrap_or_default()),
            p95: milliseconds(after("p95").unwrap_or_default()),
            p99: milliseconds(after("99%").unwrap_or_default()),
            refused: refused.map_or(Ok(0.0), str::parse)?,
        })
    }

    /// The same requests over and over, each from the next of many addresses.
    fn lua(&self) -> String {
        let request = &self.page.request;
        let mut lua = String::from("wrk.headers = {}\n");
        for (name, value) in request.headers() {
            let _ = writeln!(lua, "wrk.headers[{name:?}] = {value:?}");
        }
        let _ = writeln!(
            lua,
            "local all, n = {{}}, 0
function init(args)
  for i = 0, {} do
    wrk.headers[\"X-Forwarded-For\"] = \"10.\" .. math.floor(i / 250) .. \".7.\" .. (i % 250 + 1)
    all[i] = wrk.format({:?}, {:?}, nil, {})
  end
end
function request()
  n = (n + 1) % {READERS}
  return all[n]
end
function done(summary, latency)
  io.write(string.format(\"p95 %dus\\n\", latency:percentile(95)))
end",
            READERS - 1,
            request.method,
            request.path,
            if request.body.is_empty() {
                "nil".to_owned()
            } else {
                format!("{:?}", request.body)
            }
        );
        lua
    }

    /// Sends the page's statements as fast as the database answers, over as many connections as the
    /// program has.
    pub fn pgbench(
        &self,
        captured: &Captured,
        clients: u32,
        time: Duration,
    ) -> anyhow::Result<Ran> {
        let script = self.place.out.join("page.sql");
        fs::write(&script, &captured.script)?;
        let mut command = Command::new("pgbench");
        command
            .args(["-n", "-M", "prepared", "-j", "1", "-U", "yishi_app"])
            .args(["-c", &clients.to_string()])
            .args(["-T", &time.as_secs().max(1).to_string()])
            .arg("-h")
            .arg(&self.place.cluster)
            .arg("-f")
            .arg(&script);
        for (name, value) in &captured.variables {
            command.args(["-D", &format!("{name}={value}")]);
        }
        let output = command
            .arg("yishi")
            .output()
            .context("pgbench cannot be run")?;
        let text = String::from_utf8(output.stdout)?;
        let told = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() || told.contains("aborted") {
            // Every connection says the same.
            let told: Vec<&str> = told.lines().take(4).collect();
            bail!("{}", told.join("\n"));
        }
        let number = |label: &str| -> Option<f64> {
            let line = text.lines().find_map(|l| l.strip_prefix(label))?;
            line.split_whitespace().next()?.parse().ok()
        };
        let latency = number("latency average = ").unwrap_or_default();
        Ok(Ran {
            rate: number("tps = ").context("pgbench says no rate")?,
            count: number("number of transactions actually processed: ")
                .context("pgbench says no count")?,
            p50: latency,
            p95: 0.0,
            p99: 0.0,
            refused: 0.0,
        })
    }
}

/// Reads `850.00us`, `1.23ms` or `2.01s`.
fn milliseconds(text: &str) -> f64 {
    let number = |unit: &str| text.strip_suffix(unit).and_then(|n| n.parse::<f64>().ok());
    number("us")
        .map(|n| n / 1_000.0)
        .or_else(|| number("ms"))
        .or_else(|| number("s").map(|n| n * 1_000.0))
        .unwrap_or_default()
}
