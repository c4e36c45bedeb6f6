"use strict";
// The language of tabs in the address, `?lang=go`, so that a link shows the page as its sender saw it. The theme remembers the choice across
// pages, and keeps all tabs alike.

{
  /** @type {HTMLLabelElement[]} */
  const labels = [...document.querySelectorAll(".tabbed-labels > label")];

  /** `Command line` stands in the address as `command-line`. @param {Element} label */
  const word = (label) => (label.textContent ?? "").trim().toLowerCase().replaceAll(" ", "-");

  /** @param {HTMLLabelElement} label */
  const isChosen = (label) => /** @type {HTMLInputElement | null} */ (document.getElementById(label.htmlFor))?.checked;

  /** Only what follows the path changes, which a page of a file may do, too. */
  const note = () => {
    const chosen = labels.find(isChosen);
    if (!chosen) return;
    const address = new URL(location.href);
    if (address.searchParams.get("lang") === word(chosen)) return;
    address.searchParams.set("lang", word(chosen));
    history.replaceState(history.state, "", address);
  };

  const asked = new URLSearchParams(location.search).get("lang");
  const label = labels.find((label) => word(label) === asked);
  // The theme has shown what it remembers by then.
  setTimeout(() => {
    if (label && !isChosen(label)) label.click();
    document.addEventListener("change", (event) => {
      if (event.target instanceof Element && event.target.closest(".tabbed-set")) note();
    });
    if (asked) note();
  });
}
