// The summary of errors takes the focus when it arrives, with the page or by htmx.
const take = (root) => root.querySelector?.("[data-takes-focus]")?.focus();

take(document);
document.addEventListener("htmx:afterSettle", (event) => take(event.target));
