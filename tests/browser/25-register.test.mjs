// Registering with the code from the phone: in the demonstration it stands in the program's log.

import assert from "node:assert/strict";

import { PASSWORD } from "./lib/server.mjs";

/** The code of the last message to a phone; the log may be a moment late. */
async function code(server, phone) {
  const end = Date.now() + 5_000;
  while (Date.now() < end) {
    const lines = server.log.split("\n").filter((line) => line.includes(phone) && line.includes("a short message"));
    // The line begins with its time, whose microseconds have six figures too.
    const found = lines.at(-1)?.match(/sms\.text=.*?(?<!\d)(\d{6})(?!\d)/);
    if (found) return found[1];
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no message to ${phone}:\n${server.log.slice(-2_000)}`);
}

export default {
  async "a resident registers on a phone without script"({ someone }) {
    const phone = "13900000601";
    const person = await someone({ screen: "phone", script: false });
    await person.go("/yunxi/register");
    await person.fill({ phone, birth_year: "1958", consent: true });
    await person.shot("register-phone");
    await person.submit();
    assert.equal(new URL(person.page.url()).pathname, "/yunxi/register/code");
    await person.says("程序的日志");
    await person.fill({ code: "000000", name: "许小满", community: { index: 1 }, estate: "云溪里 2 幢", password: PASSWORD });
    await person.submit();
    await person.says("验证码不对");
    assert.equal(await person.page.inputValue('[name="name"]'), "许小满");
    await person.shot("register-code-wrong");
    await person.fill({ code: await code(person.server, phone), password: PASSWORD });
    await person.submit();
    assert.equal(new URL(person.page.url()).pathname, "/yunxi/account");
    await person.says("等待核实");
    await person.shot("register-done");
  },

  async "who registers at the wizard's last page comes back to it with the text"({ someone }) {
    const phone = "13900000602";
    const person = await someone({ screen: "phone", script: false });
    await person.go("/yunxi/topics/new");
    await person.fill({ title: "石凳断了一条腿", body: "凉亭里的石凳断了一条腿，老人坐不稳。", community: "yunxi", category: { index: 1 } });
    await person.submit();
    await person.press(/^(都不是，继续写我的议题|下一步)$/);
    await person.fill({ details: "凳面也裂了。" });
    await person.submit();
    await person.press(/^还没有账号？/);
    await person.fill({ phone, birth_year: "1958", consent: true });
    await person.submit();
    await person.fill({ code: await code(person.server, phone), name: "许小满", community: { index: 1 }, password: PASSWORD });
    await person.submit();
    assert.equal(new URL(person.page.url()).pathname, "/yunxi/topics/new");
    await person.says("注册成功");
    await person.says("老人坐不稳");
    await person.says("凳面也裂了");
    await person.shot("register-back-in-wizard");
  },

  async "who registers to join a topic follows it, and is told before and after that the name is checked first"({ someone }) {
    const phone = "13900000603";
    const person = await someone({ screen: "phone", script: false });
    const { page } = person;
    await person.go("/yunxi/topics/new");
    await person.fill({ title: "电动自行车充电棚不够用", body: "楼下充电棚只有六个位子，晚上总有人飞线充电。", community: "shuyuan", category: { index: 1 } });
    await person.submit();
    await Promise.all([page.waitForEvent("load"), page.locator('button[name="join"]').first().click()]);
    await person.press("注册");
    await person.says("您想加入议题");
    await person.fill({ phone, birth_year: "1958", consent: true });
    await person.submit();
    await person.fill({ code: await code(person.server, phone), name: "许小满", community: { index: 1 }, password: PASSWORD });
    await person.submit();
    assert.match(new URL(page.url()).pathname, /^\/yunxi\/topics\/YX-/);
    await person.says("核实");
    await person.says("取消关注");
    await person.shot("register-joins-later");
  },

  async "a forgotten password is set anew and used"({ someone }) {
    const phone = "13800000902";
    const person = await someone();
    await person.go("/yunxi/login");
    await person.press("忘记密码？");
    await person.fill({ phone });
    await person.submit();
    await person.fill({ code: await code(person.server, phone), new_password: "Lantern-Bridge-9" });
    await person.shot("password-new");
    await person.submit();
    await person.says("新密码已设好");
    await person.login("yunxi", phone, "Lantern-Bridge-9");
  },
};
