// The browser's tests: starts the built program with its demonstration and drives Debian's Chromium.
//
//   node tests/browser/run.mjs            every *.test.mjs beside this file, in order of name
//   node tests/browser/run.mjs portal     those whose file or sentence holds the word
//
// The last line is the summary. Pictures are kept under target/screenshots.

import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { start } from "./lib/chromium.mjs";
import { screenshots } from "./lib/paths.mjs";
import { Person, SCREENS } from "./lib/person.mjs";
import { Server } from "./lib/server.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv[2] ?? "";

let server;
let browser;
let stopping;
const stop = () => (stopping ??= (async () => {
  await browser?.close().catch(() => {});
  await server?.stop();
})());
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(signal, () => stop().finally(() => process.exit(130)));
}

const tests = [];
for (const file of (await readdir(here)).filter((f) => f.endsWith(".test.mjs")).sort()) {
  const found = await import(pathToFileURL(join(here, file)));
  for (const [sentence, test] of Object.entries(found.default)) {
    if (`${file} ${sentence}`.includes(wanted)) tests.push({ file, sentence, test });
  }
}

let passed = 0;
const failed = [];
try {
  await mkdir(screenshots, { recursive: true });
  browser = await start();
  server = await Server.start();
  for (const { file, sentence, test } of tests) {
    const begun = Date.now();
    const people = [];
    const world = {
      server,
      browser,
      screens: Object.keys(SCREENS),
      someone: async (options) => {
        const person = await Person.at(browser, server, options);
        people.push(person);
        return person;
      },
    };
    try {
      await test(world);
      for (const person of people) await person.leave();
      passed += 1;
      console.log(`ok      ${file}: ${sentence} (${Date.now() - begun} ms)`);
    } catch (fault) {
      failed.push(sentence);
      console.log(`FAILED  ${file}: ${sentence}\n${fault.stack}`);
      for (const [i, person] of people.entries()) {
        await person.shot(`failed-${failed.length}-${i}`).catch(() => {});
        await person.context.close().catch(() => {});
      }
    }
  }
  const faults = server.faults();
  if (faults.length > 0) {
    failed.push("the program writes no error");
    console.log(`FAILED  the program's log holds errors:\n${faults.join("\n")}`);
  }
} catch (fault) {
  failed.push("the program and the browser start");
  console.log(`FAILED  ${fault.stack}`);
} finally {
  if (server) await writeFile(join(screenshots, "server.log"), server.log);
  await stop();
}
if (failed.length > 0) console.log(`failed: ${failed.join("; ")}`);
console.log(`browser: ${passed} passed, ${failed.length} failed`);
process.exit(failed.length > 0 || passed === 0 ? 1 : 0);
