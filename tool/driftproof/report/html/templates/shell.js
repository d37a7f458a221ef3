(() => {
  "use strict";
  const byId = id => document.getElementById(id);
  const entries = [...document.querySelectorAll(".entry")];
  const search = byId("search"), facets = [...document.querySelectorAll("[data-facet]")];

  // What an entry is searched by: its heading, what differs, its hazards; not the lines that are the same.
  const words = new Map();
  function wordsOf(entry) {
    if (!words.has(entry)) {
      const parts = entry.querySelectorAll(
        ":scope > summary, .sides tr:not(.same, .folded), .list td, .hazards li, .body > pre code, .alarm");
      words.set(entry, [...parts].map(part => part.textContent).join(" ").toLowerCase());
    }
    return words.get(entry);
  }

  function filter() {
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const set = facets.filter(facet => facet.value);
    let count = 0;
    for (const entry of entries) {
      const fits = set.every(facet => entry.dataset[facet.dataset.facet].split(" ").includes(facet.value))
        && asked.every(word => wordsOf(entry).includes(word));
      entry.hidden = !fits;
      count += fits;
    }
    byId("shown").textContent = count === entries.length ? `${count} shown` : `${count} of ${entries.length} shown`;
    byId("nothing").hidden = count > 0;
  }

  const listed = entries.filter(entry => entry.parentElement.id === "entries");
  const grave = { error: 3, warning: 2, info: 1, none: 0 };
  const ranks = { "": () => 0, severity: entry => grave[entry.dataset.severity], size: entry => Number(entry.dataset.size || 0) };
  function order() {
    const rank = ranks[byId("order").value];
    byId("entries").append(...[...listed].sort((one, other) => rank(other) - rank(one)));
  }

  function show(wanted, text) {
    search.value = text;
    for (const facet of facets) facet.value = wanted[facet.dataset.facet] || "";
    filter();
  }

  if (search) {
    for (const field of [search, ...facets]) field.addEventListener("input", filter);
    byId("order").addEventListener("input", order);
    byId("open").addEventListener("click", () => openAll(true));
    byId("close").addEventListener("click", () => openAll(false));
    byId("clear").addEventListener("click", () => show({}, ""));
  }
  for (const button of document.querySelectorAll(".count")) {
    button.addEventListener("click", () => {
      const wanted = {};
      for (const facet of facets) wanted[facet.dataset.facet] = button.getAttribute(`data-set-${facet.dataset.facet}`);
      show(wanted, button.dataset.search || "");
      byId("entries").scrollIntoView();
    });
  }

  function openAll(open) { for (const entry of entries) if (!entry.hidden) entry.open = open; }

  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  }
  byId("theme").addEventListener("click", theme);

  const help = () => byId("help").showModal();
  byId("keys").addEventListener("click", help);

  async function copy(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { /* not allowed here: the older way */ }
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.addEventListener("click", async event => {
      event.preventDefault();
      const from = button.dataset.copyFrom ? byId(button.dataset.copyFrom) : button.parentElement.querySelector("code");
      const said = button.textContent;
      button.textContent = await copy(from.textContent) ? "copied" : "select and copy by hand";
      setTimeout(() => { button.textContent = said; }, 1500);
    });
  }

  function reveal() {
    const target = location.hash && byId(location.hash.slice(1));
    if (target && target.classList.contains("entry")) {
      if (target.hidden) show({}, "");
      target.open = true;
      target.scrollIntoView();
    }
  }
  addEventListener("hashchange", reveal);

  function step(by) {
    const seen = [...document.querySelectorAll(".entry:not([hidden])")];
    const at = seen.findIndex(entry => entry.contains(document.activeElement));
    const next = seen[Math.max(0, Math.min(seen.length - 1, at + by))];
    if (next) { next.querySelector("summary").focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); }
  }

  let closed = [];
  addEventListener("beforeprint", () => { closed = entries.filter(entry => !entry.open && !entry.hidden); openAll(true); });
  addEventListener("afterprint", () => { for (const entry of closed) entry.open = false; });

  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape" && search) { show({}, ""); search.blur(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    const keys = { t: theme, "?": help };
    if (search) Object.assign(keys, { "/": () => search.focus(), j: () => step(1), k: () => step(-1),
      o: () => openAll(true), x: () => openAll(false) });
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  if (search) filter();
  reveal();
})();
