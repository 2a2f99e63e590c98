// What only a browser with script can do with a link: copy it, or hand it to the phone's own sheet.

const heard = document.getElementById("heard");

for (const button of document.querySelectorAll("[data-copy]")) {
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.querySelector(button.dataset.copy);
    field.select();
    // Without https, and in some chats, there is only the old way.
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    button.textContent = heard.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = words; heard.textContent = ""; }, 3000);
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    // Somebody may close the sheet again: that is no fault.
    navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {});
  });
}
