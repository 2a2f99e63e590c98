// How much a phone on a 3G line has to fetch for the pages of a resident, measured at the browser's own
// network: against the figures of the design. Nothing comes from another host.

import assert from "node:assert/strict";

const STREET = "/yunxi";
const KB = 1024;
/** The most bytes on the line, compressed: of a page, of its style, of its scripts. */
const MOST = { Document: 30 * KB, Stylesheet: 20 * KB, Script: 60 * KB };
/** 3G as browsers play it: 1.6 Mbit/s down, 750 kbit/s up, 150 ms. */
const LINE = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
/** How long the words of a page may take on that line, in ms. */
const WORDS = 4000;

export default {
  async "on a 3G line the pages of a resident are light and come from one host"({ someone, server }) {
    const text = async (path) => (await fetch(server.origin + path)).text();
    const session = (await text(`${STREET}/sessions`)).match(/\/sessions\/[0-9a-f-]{36}/)?.[0];
    const topic = (await text(`${STREET}/topics?step=7`)).match(/\/topics\/[A-Z]+-\d{4}-\d{4}/)?.[0];
    for (const below of ["", "/topics", topic, "/topics/new", session, "/results"]) {
      const person = await someone({ screen: "phone" });
      const line = await person.context.newCDPSession(person.page);
      await line.send("Network.enable");
      await line.send("Network.emulateNetworkConditions", LINE);
      const kinds = new Map();
      const bytes = { Document: 0, Stylesheet: 0, Script: 0, Image: 0 };
      line.on("Network.responseReceived", ({ requestId, type, response }) => {
        kinds.set(requestId, type);
        if (!response.url.startsWith("data:")) assert.equal(new URL(response.url).origin, server.origin);
      });
      line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { bytes[kinds.get(requestId)] += encodedDataLength; });
      const others = [];
      person.page.on("request", (r) => { if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).origin !== server.origin) others.push(r.url()); });
      await person.go(`${STREET}${below}`);
      const ready = await person.page.evaluate(() => performance.getEntriesByType("navigation")[0].domInteractive);
      const shown = Object.entries(bytes).map(([kind, n]) => `${kind} ${(n / KB).toFixed(1)} KB`).join(", ");
      console.log(`        ${STREET}${below}: ${shown}; words after ${Math.round(ready)} ms`);
      for (const [kind, most] of Object.entries(MOST)) assert.ok(bytes[kind] <= most, `${below}: ${kind} weighs ${bytes[kind]} bytes`);
      assert.ok(bytes.Document > 0 && bytes.Stylesheet > 0, "what was fetched is counted");
      assert.ok(ready < WORDS, `${below}: the words came after ${ready} ms`);
      assert.deepEqual(others, []);
    }
  },
};
