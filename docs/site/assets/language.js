"use strict";
// The language of tabs in the address, `?lang=go`, so that a link shows the page as its sender saw it. The theme remembers the choice across
// pages, and keeps all tabs alike; what the address says is given to it as if it had remembered that.

{
  /** @type {HTMLLabelElement[]} */
  const labels = [...document.querySelectorAll(".tabbed-labels > label")];
  const text = (label) => (label.textContent ?? "").trim();

  /** `Command line` stands in the address as `command-line`. @param {Element} label */
  const word = (label) => text(label).toLowerCase().replaceAll(" ", "-");

  const asked = new URLSearchParams(location.search).get("lang");
  const chosen = labels.filter((label) => word(label) === asked);
  for (const label of chosen) {
    const input = /** @type {HTMLInputElement | null} */ (document.getElementById(label.htmlFor));
    if (input) input.checked = true;
  }
  if (chosen.length) {
    const { __md_get, __md_set } = /** @type {any} */ (globalThis);
    __md_set("__tabs", [...new Set([text(chosen[0]), ...(__md_get("__tabs") ?? [])])]);
  }

  document.addEventListener("change", ({ target }) => {
    const label = labels.find((label) => target instanceof HTMLInputElement && label.htmlFor === target.id);
    if (!label) return;
    // Only what follows the path changes, which a page of a file may do, too.
    const address = new URL(location.href);
    address.searchParams.set("lang", word(label));
    history.replaceState(history.state, "", address);
  });
}
