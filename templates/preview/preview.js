// Keeps an open page of the preview as it is on the disk: listens while the tab is visible, patches the page in place,
// shows what is wrong, opens the note in the editor. Only `papernotes serve` adds it; no built page has it.
(() => {
  "use strict";
  const own = document.getElementById("papernotes-preview");
  const known = { ...own.dataset };
  let stream, turn = 0, busy = false, again = false, problems = [], counts = {};

  // ---- listening -------------------------------------------------------------------------------------------------

  function listen() {
    if (stream || document.hidden) return;
    const query = new URLSearchParams({ page: known.page, digest: known.digest, looks: known.looks });
    stream = new EventSource("/_papernotes/events?" + query);
    const on = (name, hear) => stream.addEventListener(name, event => hear(JSON.parse(event.data)));
    on("page", news => { known.digest = news.digest; refresh(); });
    on("looks", restyle);
    on("problems", news => show(news));
  }
  function rest() {
    if (stream) stream.close();
    stream = undefined;
  }
  document.addEventListener("visibilitychange", () => document.hidden ? rest() : listen());
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);

  // ---- the page in place -----------------------------------------------------------------------------------------

  async function refresh() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(location.pathname);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = document.querySelector("main"), now = page.querySelector("main");
      // a script of its own has made more of this page than can be patched
      if (!main || !now || main.querySelector(".sorts, .filters, .mapbox")) { location.reload(); return; }
      const { note, mark } = page.getElementById("papernotes-preview")?.dataset ?? {};
      Object.assign(known, { note, mark });
      document.title = page.title;
      morph(main, now);
      bar();
      document.dispatchEvent(new Event("papernotes:changed"));
    } catch { /* the server is gone; the stream connects again by itself */ }
    busy = false;
    if (again) { again = false; refresh(); }
  }

  function restyle(looks) {
    const [, before] = known.looks.split("."), [, scripts] = looks.split(".");
    known.looks = looks;
    if (scripts !== before) { location.reload(); return; }
    for (const link of document.querySelectorAll('link[rel="stylesheet"]'))
      link.href = link.href.split("?")[0] + "?" + ++turn;
  }

  // Make `old` what `now` is and keep every node that can stay, with the folds that the reader has opened.
  function morph(old, now) {
    if (old.isEqualNode(now)) return;
    if (old.nodeName !== now.nodeName) return old.replaceWith(now);
    if (old.nodeType !== Node.ELEMENT_NODE) { old.nodeValue = now.nodeValue; return; }
    const kept = name => name === "open" && old.nodeName === "DETAILS";
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && !kept(name)) old.removeAttribute(name);
    for (const { name, value } of now.attributes)
      if (old.getAttribute(name) !== value && !kept(name)) old.setAttribute(name, value);
    const had = [...old.childNodes], want = [...now.childNodes];
    while (had.length && want.length && had[0].isEqualNode(want[0])) { had.shift(); want.shift(); }
    let end = null;
    while (had.length && want.length && had.at(-1).isEqualNode(want.at(-1))) { end = had.pop(); want.pop(); }
    const rest = new Set(had);
    for (const node of want) {
      const match = had.find(other => rest.has(other) && other.nodeName === node.nodeName && other.id === node.id);
      const place = rest.values().next().value ?? end;
      if (!match) { old.insertBefore(node, place); continue; }
      rest.delete(match);
      if (match !== place) old.insertBefore(match, place);
      morph(match, node);
    }
    for (const node of rest) node.remove();
  }

  // ---- what is wrong ---------------------------------------------------------------------------------------------

  const make = (name, more = {}, ...inside) => {
    const node = Object.assign(document.createElement(name), more);
    node.append(...inside);
    return node;
  };
  const seen = () => { try { return JSON.parse(sessionStorage.getItem("papernotes-seen")) || []; } catch { return []; } };
  const key = problem => [problem.code, problem.path, problem.message].join(" ");
  const errors = () => problems.filter(problem => problem.severity === "error");

  function show(news) {
    problems = news.problems || [];
    counts = news.counts || {};
    const before = seen(), fresh = errors().some(problem => !before.includes(key(problem)));
    if (!problems.length || (!errors().length && !fresh)) close();
    else if (fresh || sheet()) open(news.words);
    bar(news.words);
  }

  const sheet = () => document.getElementById("papernotes-sheet");

  // It stays while its problems change, so that the focus does too.
  function open(words) {
    const panel = sheet() ?? unfold();
    panel.querySelector("h1").textContent = words;
    panel.querySelector("section").replaceChildren(...problems.flatMap(described));
  }

  function unfold() {
    const hide = make("button", { type: "button", textContent: "Hide, Esc" });
    hide.addEventListener("click", dismiss);
    const title = make("h1", { id: "papernotes-sheet-title" });
    const note = make("p", { className: "h", textContent:
      "Behind this sheet is the last page that could be made. It goes away by itself as soon as the files are right." });
    const panel = make("dialog", { id: "papernotes-sheet", className: "pn-e", lang: "en", role: "alertdialog" },
      make("div", {}, hide, title, note, make("p", { role: "status" }), make("section")));
    panel.setAttribute("aria-labelledby", title.id);
    document.body.append(panel);
    panel.showModal();
    return panel;
  }

  function described(problem) {
    const all = [make("h2", { textContent: (problem.severity === "error" ? "" : problem.severity + ": ") + problem.message })];
    if (problem.path) {
      const where = make("button", { type: "button", className: "l",
        textContent: `${problem.path}:${problem.line}:${problem.column}` });
      where.addEventListener("click", () => edit({ path: problem.path, line: problem.line }));
      all.push(make("p", {}, where, make("small", { textContent: " " + problem.code })));
    }
    if (problem.source) {
      const start = problem.column - 1, width = Math.max(1, problem.end - problem.column);
      const blank = problem.source.slice(0, start).replace(/[^\t]/g, " ");
      const line = make("span", { className: "x" }, make("b", { textContent: problem.line }), problem.source);
      const mark = make("span", { className: "c" }, make("b"), blank + "^".repeat(Math.min(width, 200)));
      const source = make("pre", { tabIndex: 0 }, line, mark);
      all.push(source);
    }
    if (problem.hint) all.push(make("p", { className: "h", textContent: problem.hint }));
    return all;
  }

  function close() {
    sheet()?.close();
    sheet()?.remove();
  }

  function dismiss() {
    try { sessionStorage.setItem("papernotes-seen", JSON.stringify(errors().map(key))); } catch { /* no storage */ }
    close();
  }
  document.addEventListener("keydown", event => { if (event.key === "Escape" && sheet()) dismiss(); });

  // ---- the corner: draft, edit, how many problems -------------------------------------------------------------------

  let said = "";
  function bar(words = said) {
    said = words || "";
    document.getElementById("papernotes-bar")?.remove();
    const parts = [];
    if (known.mark) parts.push(make("strong", { textContent: known.mark }));
    if (known.note) {
      const button = make("button", { type: "button", textContent: "Edit", title: known.note });
      button.addEventListener("click", () => edit({ page: known.page }));
      parts.push(button);
    }
    if (said) {
      const button = make("button", { type: "button", textContent: said, className: counts.error ? "bad" : "" });
      button.addEventListener("click", () => open(said));
      parts.push(button);
    }
    if (!parts.length) return;
    parts.push(make("span", { role: "status" }));
    document.body.append(make("div", { id: "papernotes-bar", className: "pn-b", lang: "en" }, ...parts));
  }

  async function edit(wish) {
    const body = JSON.stringify(wish), headers = { "content-type": "application/json" };
    const answer = await fetch("/_papernotes/edit", { method: "POST", body, headers }).catch(() => null);
    const words = !answer ? "The preview has ended." : answer.ok ? "" : await answer.text();
    const status = (sheet() ?? document.getElementById("papernotes-bar"))?.querySelector("[role=status]");
    if (status) status.textContent = words;
  }

  bar();
  listen();
})();
