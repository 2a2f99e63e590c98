// Debian's Chromium, or the one that CHROMIUM names.

import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

/** Starts it; without one it ends with the package's name. */
export async function start() {
  const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((p) => p && existsSync(p));
  if (!executablePath) {
    console.error("No Chromium: apt-get install chromium, or name it in CHROMIUM.");
    process.exit(2);
  }
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}
