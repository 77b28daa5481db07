// Reloads the page when the site changes, and shows mistakes over it. Only `citewire serve --watch` adds this script.
(() => {
  "use strict";
  const mine = document.currentScript.dataset;
  const tabs = new BroadcastChannel("citewire");
  let events, panel;

  function receive(now) {
    const same = mine.state ? now.state === mine.state : now.generation === mine.generation;
    if (!same) location.reload(); // keeps the scroll position
    else if (!mine.state) show(now.errors); // an error page shows its own
  }

  function element(name, text, ...children) {
    const made = document.createElement(name);
    made.textContent = text;
    made.append(...children);
    return made;
  }

  function show(errors) {
    panel?.remove();
    if (!errors.length) return;
    panel = document.createElement("citewire-errors");
    panel.setAttribute("role", "alert");
    const root = panel.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(`
      :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
        background: #1c1917; color: #fafaf9; border-top: 4px solid #ef4444; font: 15px/1.5 system-ui, sans-serif }
      header, section { padding: 12px 20px } header { display: flex; justify-content: space-between; gap: 20px }
      h2, pre { margin: 0; font: 600 14px/1.5 ui-monospace, monospace; color: #fca5a5 }
      pre { font-weight: 400; color: inherit; overflow-x: auto } button { font: inherit }`);
    root.adoptedStyleSheets = [style];
    const hide = element("button", "Hide");
    hide.onclick = () => panel.remove();
    const count = errors.length === 1 ? "1 error" : `${errors.length} errors`;
    root.append(element("header", "", element("strong", `${count}. The page is the last good one.`), hide));
    for (const { place, message, text } of errors)
      root.append(element("section", "", element("h2", place || message), element("pre", text)));
    document.body.append(panel);
  }

  function connect() {
    events?.close();
    events = new EventSource("/__citewire/events");
    events.onmessage = ({ data }) => {
      tabs.postMessage(JSON.parse(data));
      receive(JSON.parse(data));
    };
    events.onerror = () => {
      // Unless it gave up, the browser tries again by itself.
      if (events.readyState === EventSource.CLOSED) setTimeout(connect, 1000);
    };
    return new Promise(() => {});
  }

  // A browser keeps few connections to one server, so one tab listens for all. A new tab asks it to begin again, since the
  // site may have changed while the tab was loading; when it closes or reloads, the next one has the lock.
  tabs.onmessage = ({ data }) => (data !== "hello" ? receive(data) : events && connect());
  if (navigator.locks) {
    navigator.locks.request("citewire", connect);
    tabs.postMessage("hello");
  } else connect();
})();
