// Logging in and out: who comes in, and what somebody sees who does not.

import assert from "node:assert/strict";

const STAFF = {
  "secretary": "13800000003",
  "linked member": "13800000004",
  "department officer": "13800000006",
  "office officer": "13800000007",
  "leader": "13800000008",
  "street admin": "13800000009",
  "liaison": "13800000010",
  "street head": "13800000012",
};

export default {
  async "a wrong password is refused with the phone kept"({ someone }) {
    const person = await someone({ screen: "phone" });
    await person.go("/yunxi/login");
    await person.fill({ phone: "13800000001", password: "not-the-password-1" });
    await person.submit();
    assert.equal(new URL(person.page.url()).pathname, "/yunxi/login");
    assert.equal(await person.page.inputValue('[name="phone"]'), "13800000001");
    assert.equal(await person.page.inputValue('[name="password"]'), "");
    await person.shot("login-refused");
  },

  async "a resident logs in on a phone"({ someone }) {
    const person = await someone({ screen: "phone" });
    await person.login("yunxi", "13800000001");
    await person.shot("resident-after-login");
  },

  async "everybody with an office finds a desk"({ someone, screens }) {
    for (const [name, phone] of Object.entries(STAFF)) {
      const person = await someone({ screen: screens[1], name });
      await person.login("yunxi", phone);
      await person.go("/yunxi/desk");
      await person.shot(`desk-${name.replace(" ", "-")}`);
    }
  },

  async "a log-in of one street is nothing in another"({ someone }) {
    const person = await someone();
    await person.login("yunxi", "13800000010");
    await person.page.goto(`${person.server.origin}/dongli/desk`);
    assert.ok(person.page.url().includes("/dongli/login"), person.page.url());
  },

  async "a page behind a log-in leads there and back"({ someone }) {
    const person = await someone();
    await person.page.goto(`${person.server.origin}/yunxi/desk`);
    assert.ok(person.page.url().includes("/yunxi/login"), person.page.url());
    await person.fill({ phone: "13800000010", password: (await import("./lib/server.mjs")).PASSWORD });
    await person.submit();
    assert.equal(new URL(person.page.url()).pathname, "/yunxi/desk");
  },
};
