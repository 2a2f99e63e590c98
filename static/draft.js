// Keeps what is typed in the wizard while it is typed, in the draft that the program keeps for seven days
// anyway: a closed tab loses nothing. Nothing stays in the browser. Photos go with the page itself.

/** How long the typing rests before it is kept; how long keeping may take, and waits to be tried again, in ms. */
const REST = 1500;
const PATIENCE = 5000;
/** The most bytes that a browser sends after its page is gone. */
const PARTING = 60_000;

const form = document.querySelector("[data-draft] form");
const saved = document.querySelector("[data-saved]");
let timer;
let changed = false;
let over = false;
let underway = null;

function typed() {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") fields.append(name, value);
  fields.set("keep", "1");
  return fields.toString();
}

async function send(body) {
  const late = new AbortController();
  const end = setTimeout(() => late.abort(), PATIENCE);
  try {
    const answer = await fetch(form.getAttribute("action"), {
      method: "POST", body, keepalive: body.length < PARTING, signal: late.signal, redirect: "error",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    if (answer.ok) saved.textContent = await answer.text();
    else changed ||= !over;
  } catch {
    changed ||= !over;
  } finally {
    clearTimeout(end);
    underway = null;
    clearTimeout(timer);
    if (changed) timer = setTimeout(keep, PATIENCE);
  }
}

function keep() {
  clearTimeout(timer);
  // One after the other, but for the last: nobody is there any more to send it later.
  if (!changed || over || (underway && !document.hidden)) return;
  changed = false;
  underway = send(typed());
}

if (form) {
  form.addEventListener("input", () => {
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  window.addEventListener("pagehide", keep);
  document.addEventListener("submit", (event) => {
    const clears = event.target.elements.step?.value === "clear";
    if (event.target !== form && !clears) return;
    clearTimeout(timer);
    over = true;
    // What is sent is kept by that: a page that comes back with the browser's Back has nothing to keep.
    changed = false;
    // Two that write at once could each begin a draft: what is under way comes first.
    if (!underway) return;
    event.preventDefault();
    const button = event.submitter;
    underway.then(() => event.target.requestSubmit(button));
  });
  window.addEventListener("pageshow", () => { over = false; });
}
