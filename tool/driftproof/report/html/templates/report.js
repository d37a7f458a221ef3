(() => {
  "use strict";
  const all = [...document.querySelectorAll(".object")];
  const byId = id => document.getElementById(id);
  const search = byId("search"), kind = byId("kind"), presence = byId("presence"), severity = byId("severity");

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const one of all) {
      const data = one.dataset;
      const fits = (!kind.value || data.kind === kind.value) && (!presence.value || data.presence === presence.value)
        && (!severity.value || data.severity === severity.value) && words.every(word => data.words.includes(word));
      one.hidden = !fits;
      if (fits) count += 1;
    }
    byId("shown").textContent = count === all.length ? `${count} shown` : `${count} of ${all.length} shown`;
  }
  for (const field of [search, kind, presence, severity]) field.addEventListener("input", filter);

  for (const button of document.querySelectorAll(".count")) {
    button.addEventListener("click", () => {
      kind.value = button.dataset.filterKind || "";
      presence.value = button.dataset.filterPresence || "";
      search.value = button.dataset.search || "";
      severity.value = "";
      filter();
      byId("objects").scrollIntoView();
    });
  }

  const openAll = open => { for (const one of all) if (!one.hidden) one.open = open; };
  byId("open").addEventListener("click", () => openAll(true));
  byId("close").addEventListener("click", () => openAll(false));

  function theme() {
    const root = document.documentElement;
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  }
  byId("theme").addEventListener("click", theme);

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
    if (target && target.classList.contains("object")) {
      if (target.hidden) { search.value = kind.value = presence.value = severity.value = ""; filter(); }
      target.open = true;
      target.scrollIntoView();
    }
  }
  addEventListener("hashchange", reveal);

  function step(by) {
    const seen = all.filter(one => !one.hidden);
    const at = seen.findIndex(one => one.contains(document.activeElement));
    const next = seen[Math.max(0, Math.min(seen.length - 1, at + by))];
    if (next) { next.querySelector("summary").focus({ preventScroll: true }); next.scrollIntoView({ block: "nearest" }); }
  }

  let closed = [];
  addEventListener("beforeprint", () => { closed = all.filter(one => !one.open && !one.hidden); openAll(true); });
  addEventListener("afterprint", () => { for (const one of closed) one.open = false; });

  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && document.activeElement === search) { search.value = ""; filter(); search.blur(); return; }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
    const keys = { "/": () => search.focus(), j: () => step(1), k: () => step(-1), o: () => openAll(true),
      x: () => openAll(false), t: theme, "?": () => byId("help").showModal() };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  filter();
  reveal();
})();
