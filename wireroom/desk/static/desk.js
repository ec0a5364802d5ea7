// Keys for the desk. Everything here can be done without it: it only focuses, clicks and submits what the page has.
(() => {
  "use strict";
  const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;
  const rows = () => [...document.querySelectorAll("[data-row]")];
  const current = () => document.activeElement && document.activeElement.closest("[data-row]");
  const focusRow = (row) => {
    if (!row) return;
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(current());
    focusRow(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
  };
  const dialog = document.getElementById("keys");
  const help = () => dialog && (dialog.open ? dialog.close() : dialog.showModal());
  let going = 0;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target)) {
      if (event.key === "Escape") focusRow(current());
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      help();
      return;
    }
    if (dialog && dialog.open) return;
    if (Date.now() - going < 1500) {
      going = 0;
      const link = [...document.querySelectorAll("[data-go]")].find((each) => each.dataset.go === event.key);
      if (link) {
        event.preventDefault();
        link.click();
      }
      return;
    }
    const row = current();
    const keyed = (row || (rows().length ? null : document))?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (event.key === "g") going = Date.now();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "o" && row) row.querySelector("[data-open]")?.click();
    else if (event.key === "/") document.querySelector("[data-filter]")?.focus();
    else if (keyed && keyed.matches("input")) keyed.focus();
    else if (keyed) keyed.click();
    else return;
    event.preventDefault();
  });

  document.querySelector("[data-help]")?.addEventListener("click", (event) => {
    if (!dialog) return;
    event.preventDefault();
    help();
  });

  // A part that refreshed itself must not take the place in the list away.
  let kept = "";
  let moved = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    const row = current();
    kept = row ? row.id : "";
    moved = event.detail.requestConfig.verb === "post";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const row = kept && document.getElementById(kept);
    kept = "";
    if (!row) return;
    const all = rows();
    const refused = row.querySelector(".error") !== null;
    focusRow(moved && !refused ? all[all.indexOf(row) + 1] || row : row);
  });

  // When sending in place fails, the form is sent as it would be without script, so that the answer is seen.
  for (const failed of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failed, (event) => {
      const form = event.detail.elt;
      if (form.matches('form[method="post"]')) form.submit();
    });
  }

  // Two clicks on one button are one decision.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    else if (!form.hasAttribute("hx-post")) form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent);
  });
})();
