// A street of its own, not of the demonstration: made from the command line, with an administrator who comes to
// nothing before a second factor is set up.

import assert from "node:assert/strict";

import { sound } from "./lib/axe.mjs";
import { Person } from "./lib/person.mjs";
import { PASSWORD, Server } from "./lib/server.mjs";
import { shown } from "./lib/totp.mjs";

const PHONE = "13900000001";
const MADE = [
  { args: ["tenant", "create", "--code", "990101003", "--slug", "lanting", "--prefix", "LT", "--name", "兰亭街道", "--english-name", "Lanting Street"] },
  { args: ["account", "create", "--street", "lanting", "--role", "street_admin", "--name", "李航", "--phone", PHONE, "--password-stdin"], says: PASSWORD },
];

const path = (person) => new URL(person.page.url()).pathname;

/** What axe says of the page, also in the other language, in the dark and in large type. */
async function looked(person, name) {
  const { page } = person;
  await sound(person);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.evaluate(() => document.documentElement.classList.add("large"));
  await sound(person);
  await page.evaluate(() => document.documentElement.classList.remove("large"));
  await page.emulateMedia({ colorScheme: "light" });
  await person.check();
  await person.shot(name);
}

export default {
  async "an administrator outside the demonstration sets up a second factor before anything else"({ browser, screens }) {
    const server = await Server.start({ demo: false, made: MADE });
    try {
      let key = "";
      for (const screen of screens) {
        const admin = await Person.at(browser, server, { screen });
        await admin.go("/lanting/login?next=/lanting/admin/settings");
        await looked(admin, "admin-login");
        await admin.fill({ phone: PHONE, password: PASSWORD });
        await admin.submit();
        if (!key) {
          assert.equal(path(admin), "/lanting/login/set-up");
          await looked(admin, "admin-set-up");
          // Nothing else opens before.
          await admin.page.goto(`${server.origin}/lanting/admin/settings`);
          assert.equal(path(admin), "/lanting/login");
          await admin.go("/lanting/login/set-up?next=/lanting/admin/settings");
          await admin.fill({ code: "000000" });
          await admin.submit();
          await admin.says("动态码或备用码不对");
          await looked(admin, "admin-set-up-wrong");
          key = await admin.page.locator("#second-key").innerText();
          await admin.fill({ code: shown(key) });
          await admin.submit();
          assert.equal(await admin.page.locator(".recovery").count() > 0, true);
          await looked(admin, "admin-recovery");
          await admin.page.locator("main .actions a").click();
        } else {
          // A code counts once: the one of the half minute to come.
          assert.equal(path(admin), "/lanting/login/code");
          await looked(admin, "admin-code");
          await admin.fill({ code: shown(key, 1) });
          await admin.submit();
        }
        assert.equal(path(admin), "/lanting/admin/settings");
        await looked(admin, "admin-in");
        await admin.leave();
      }
      assert.deepEqual(server.faults(), []);
    } finally {
      await server.stop();
    }
  },
};
