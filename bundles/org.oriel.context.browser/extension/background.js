// Joins the frames of all tabs with the relay. Knows the sites; what is not listed goes no further.
if (typeof importScripts === 'function') importScripts('origins.js');

(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const HOST = 'org.oriel.browser';
  const VERSION = 1;
  const KINDS = new Set(['span', 'click', 'choice', 'page', 'mail']);
  const tabs = new Map(); // tab id → { ref, origin of the top frame }
  let port = null;
  let sites = null;
  let wait = 1000;
  let active = null; // { tab, since } of the tab in front in the window with the keyboard
  let window = -1;

  const now = () => Math.round((performance.timeOrigin + performance.now()) * 1000);
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(8)), b => b.toString(16).padStart(2, '0')).join('');
  const listed = origin => sites !== null && oriel.listed(sites, origin);

  function connect() {
    if (port) return;
    const mine = (port = api.runtime.connectNative(HOST));
    mine.onMessage.addListener(message => {
      wait = 1000;
      if (message?.t === 'config' && message.v === VERSION && Array.isArray(message.sites)) {
        sites = message.sites.filter(site => typeof site === 'string');
        mine.postMessage({ t: 'hello', v: VERSION, browser: globalThis.browser ? 'firefox' : 'chromium', version: api.runtime.getManifest().version });
        front();
      } else {
        sites = null;
      }
      askAll();
    });
    mine.onDisconnect.addListener(() => {
      void api.runtime.lastError;
      if (port !== mine) return;
      port = null;
      if (sites !== null) {
        sites = null;
        askAll();
      }
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, 60000);
    });
  }

  function post(message) {
    try {
      if (sites !== null) port?.postMessage(message);
    } catch {
      // The relay is gone; the listener above says so too.
    }
  }

  async function askAll() {
    for (const tab of await api.tabs.query({})) {
      if (!tab.incognito) Promise.resolve(api.tabs.sendMessage(tab.id, { t: 'ask' })).catch(() => {});
    }
  }

  function known(id) {
    let tab = tabs.get(id);
    if (!tab) tabs.set(id, (tab = { ref: random(), origin: '' }));
    return tab;
  }

  const originOf = sender => sender.origin ?? (sender.url ? new URL(sender.url).origin : '');

  async function here(message, sender) {
    const origin = originOf(sender);
    const tab = known(sender.tab.id);
    if (sender.frameId === 0 && tab.origin !== origin) {
      count();
      tab.origin = origin;
    }
    const zoom = await api.tabs.getZoom(sender.tab.id).catch(() => 1);
    const on = listed(origin) && listed(tab.origin);
    // While the list is not known, a page goes on noticing which fields were passwords; it tells nobody.
    return { on, listed: sites === null ? null : on, zoom };
  }

  api.runtime.onMessage.addListener((message, sender, answer) => {
    if (sender.id !== api.runtime.id || !sender.tab) return false;
    connect();
    if (sender.tab.incognito) {
      if (message?.t === 'private') post({ t: 'private', first: message.first, last: message.last });
      return false;
    }
    if (message?.t === 'here') {
      here(message, sender).then(answer, () => answer(null));
      return true;
    }
    const origin = originOf(sender);
    const tab = known(sender.tab.id);
    if (KINDS.has(message?.t) && listed(origin) && listed(tab.origin)) post({ ...message, origin, tab: tab.ref });
    return false;
  });

  // Time in front: told when it ends, and every half minute.
  function count() {
    const ended = active;
    if (!ended) return;
    const at = now();
    active = { tab: ended.tab, since: at };
    const tab = tabs.get(ended.tab);
    const millis = Math.round((at - ended.since) / 1000);
    if (tab && millis > 0 && listed(tab.origin)) post({ t: 'tab', at, tab: tab.ref, origin: tab.origin, active: millis });
  }

  async function front() {
    count();
    active = null;
    if (window === -1) {
      const last = await api.windows.getLastFocused().catch(() => null);
      window = last?.focused ? last.id : -1;
    }
    if (window === -1) return;
    const [tab] = await api.tabs.query({ active: true, windowId: window });
    if (tab?.incognito) post({ t: 'private', first: now(), last: now() });
    else if (tab) active = { tab: tab.id, since: now() };
  }

  api.tabs.onActivated.addListener(front);
  api.tabs.onRemoved.addListener(id => {
    if (active?.tab === id) count();
    tabs.delete(id);
  });
  api.tabs.onZoomChange.addListener(change => {
    Promise.resolve(api.tabs.sendMessage(change.tabId, { t: 'zoom', zoom: change.newZoomFactor })).catch(() => {});
  });
  api.windows.onFocusChanged.addListener(id => {
    count();
    window = id;
    front();
  });
  setInterval(count, 30000);
  connect();
})();
