// Keys for judging many items in a row; everything works without them, and they can be turned off.
"use strict";
(() => {
  const form = document.querySelector("form[data-judging]");
  const bar = form && form.querySelector("[data-keys]");
  if (!bar) return;
  const box = bar.querySelector("input");
  const remembered = (value) => {
    try {
      if (value !== undefined) localStorage.setItem("judging-keys", value);
      return localStorage.getItem("judging-keys");
    } catch { return null; }
  };
  const show = () => form.querySelectorAll(".key").forEach((key) => { key.hidden = !box.checked; });
  box.checked = remembered() !== "off";
  bar.hidden = false;
  show();
  box.addEventListener("change", () => { remembered(box.checked ? "on" : "off"); show(); });
  const writes = (place) => place.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { form.requestSubmit(); return; }
    if (!box.checked || event.ctrlKey || event.altKey || event.metaKey || writes(event.target)) return;
    const radio = form.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
    if (radio) { radio.checked = true; radio.focus(); event.preventDefault(); }
    const key = event.key.toLowerCase();
    if (key === "w") { form.elements.words.focus(); event.preventDefault(); }
    const onward = form.querySelector("a[data-next]");
    if (key === "n" && onward) onward.click();
  });
})();
