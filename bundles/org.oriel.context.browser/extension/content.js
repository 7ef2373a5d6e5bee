// Runs in each frame. Listens only on listed sites; in private windows it tells that one has the keyboard, and nothing else.
(() => {
  const api = globalThis.browser ?? globalThis.chrome;
  const { Clock, Protect, Spans, clicked, role, name, editable, selectors, menuPath, clip, template, mail } = oriel;
  const clock = new Clock();
  const protect = new Protect();
  const top = window === window.top;
  const service = mail.service(location.origin);
  const nonce = Array.from(crypto.getRandomValues(new Uint8Array(6)), b => b.toString(16).padStart(2, '0')).join('');
  const fields = new WeakMap();
  const watched = new WeakSet();
  let count = 0;
  let zoom = 1;
  let on = false;
  let observer = protect.watch(document);
  let pending = 0;
  let shown = '';

  const send = message => {
    try {
      api.runtime.sendMessage(message)?.catch?.(() => {});
    } catch {
      stop(); // The extension was removed or updated: this script is an orphan.
    }
  };
  const spans = new Spans(send);
  const inside = el => (api.dom?.openOrClosedShadowRoot ? shadow(el) : el.openOrClosedShadowRoot) ?? el.shadowRoot;
  const shadow = el => (el instanceof HTMLElement ? api.dom.openOrClosedShadowRoot(el) : null);

  // Through shadow roots, closed ones too.
  function holder(event) {
    let el = event.composedPath()[0] ?? event.target;
    for (let tree = el.nodeType === 1 && inside(el); tree && tree.activeElement; tree = inside(el)) {
      if (!watched.has(tree)) {
        watched.add(tree);
        protect.watch(tree);
      }
      el = tree.activeElement;
    }
    const tree = el.getRootNode?.();
    if (tree && tree !== document && tree.host && !watched.has(tree)) {
      watched.add(tree);
      protect.watch(tree);
    }
    return el;
  }

  function number(el) {
    let n = fields.get(el);
    if (!n) fields.set(el, (n = ++count));
    return nonce + '.' + n;
  }

  function onKey(event) {
    if (!event.isTrusted) return;
    const el = holder(event);
    const editor = el.isContentEditable ? (el.closest('[contenteditable]') ?? el) : el;
    spans.key(clock.at(event.timeStamp), number(editor), protect.signal(editor), event.type === 'keydown');
  }

  function onFocus(event) {
    if (!event.isTrusted) return;
    const el = holder(event);
    if (el.nodeType === 1) protect.signal(el);
    spans.leave();
    spans.focus(clock.at(event.timeStamp));
  }

  function onLeave(event) {
    if (event.isTrusted) spans.leave();
  }

  function place(event, el) {
    // From the pointer's two positions, which are told alike in every frame, or from where Firefox says the frame is.
    const ratio = devicePixelRatio;
    const box = el.getBoundingClientRect();
    const x = window.mozInnerScreenX === undefined ? (event.screenX * ratio) / zoom - event.clientX * ratio : mozInnerScreenX * ratio;
    const y = window.mozInnerScreenY === undefined ? (event.screenY * ratio) / zoom - event.clientY * ratio : mozInnerScreenY * ratio;
    const left = Math.floor(x + box.left * ratio + 0.01);
    const upper = Math.floor(y + box.top * ratio + 0.01);
    return {
      x: left,
      y: upper,
      w: Math.max(0, Math.ceil(x + box.right * ratio - 0.01) - left),
      h: Math.max(0, Math.ceil(y + box.bottom * ratio - 0.01) - upper),
    };
  }

  function onPointer(event) {
    if (!event.isTrusted) return;
    const at = clock.at(event.timeStamp);
    const path = event.composedPath();
    const el = clicked(path[0] ?? event.target);
    if (!el || el.nodeType !== 1) return;
    const guarded = Boolean(protect.signal(el));
    const kind = role(el);
    const label = guarded ? '' : name(el, Boolean(service));
    send({ t: 'click', at, role: kind, name: label, editable: editable(el), guarded, ...place(event, el), ...selectors(el) });
    const act = service ? mail.byControl(kind, label) : '';
    if (act) send({ t: 'mail', at, action: act });
  }

  function onClick(event) {
    if (!event.isTrusted || service) return;
    const el = clicked(event.composedPath()[0] ?? event.target);
    const kind = el?.nodeType === 1 ? role(el) : '';
    const item = /^menuitem/.test(kind) && el.getAttribute('aria-haspopup') !== 'true' && el.getAttribute('aria-haspopup') !== 'menu';
    if (item || (kind === 'option' && el.localName !== 'option')) {
      const path = menuPath(el);
      if (path.length) send({ t: 'choice', at: clock.at(event.timeStamp), control: item ? 'menu' : 'list', path });
    }
  }

  function onChange(event) {
    const el = event.composedPath()[0] ?? event.target;
    if (!event.isTrusted || service || el?.localName !== 'select' || protect.signal(el)) return;
    const option = el.options[el.selectedIndex];
    if (!option) return;
    const group = option.parentElement?.localName === 'optgroup' ? clip(option.parentElement.label) : '';
    send({ t: 'choice', at: clock.at(event.timeStamp), control: 'dropdown', path: [name(el), group, clip(option.label)].filter(Boolean) });
  }

  // At most five a second, whatever the page does with its address and title.
  function onPage() {
    if (pending || !on) return;
    const at = clock.now();
    pending = setTimeout(() => {
      pending = 0;
      if (!on) return;
      const title = service ? '' : document.title.slice(0, 256);
      const path = template(location.pathname);
      const act = service ? mail.byAddress(service, location.pathname, location.hash) : '';
      const now = JSON.stringify([path, title, act, service && location.hash]);
      if (now === shown) return;
      shown = now;
      send({ t: 'page', at, path, title });
      if (act) send({ t: 'mail', at, action: act });
    }, 200);
  }

  const events = [
    ['keydown', onKey], ['keyup', onKey], ['focusin', onFocus], ['focus', onFocus], ['blur', onLeave], ['pointerdown', onPointer],
    ['click', onClick], ['change', onChange], ['visibilitychange', onLeave],
  ];
  const pages = [['DOMContentLoaded', onPage], ['load', onPage], ['popstate', onPage], ['hashchange', onPage], ['pageshow', onPage]];

  function start() {
    if (on) return;
    on = true;
    observer ??= protect.watch(document);
    for (const [type, listener] of events) window.addEventListener(type, listener, { capture: true, passive: true });
    if (top) {
      for (const [type, listener] of pages) window.addEventListener(type, listener);
      window.navigation?.addEventListener('currententrychange', onPage);
      onPage();
    }
  }

  function stop() {
    on = false;
    for (const [type, listener] of events) window.removeEventListener(type, listener, { capture: true });
    for (const [type, listener] of pages) window.removeEventListener(type, listener);
    window.navigation?.removeEventListener('currententrychange', onPage);
  }

  function apply(answer) {
    zoom = answer?.zoom || 1;
    if (answer?.on) start();
    else stop();
    if (answer?.listed === false) {
      observer?.disconnect();
      observer = null;
    }
  }

  function ask() {
    Promise.resolve(api.runtime.sendMessage({ t: 'here', top })).then(apply, () => stop());
  }

  function privately() {
    observer.disconnect();
    let first = 0;
    let last = 0;
    const tell = () => {
      if (first) send({ t: 'private', first, last });
      first = 0;
    };
    const key = event => {
      if (!event.isTrusted) return;
      last = clock.at(event.timeStamp);
      if (!first) {
        first = last;
        setTimeout(tell, 8);
      }
    };
    for (const type of ['keydown', 'keyup', 'pointerdown']) window.addEventListener(type, key, { capture: true, passive: true });
  }

  if (api.extension?.inIncognitoContext) {
    privately();
  } else {
    api.runtime.onMessage.addListener(message => {
      if (message?.t === 'ask') ask();
      if (message?.t === 'zoom') zoom = message.zoom || 1;
    });
    // A page that comes back from the back/forward cache missed what was said meanwhile.
    window.addEventListener('pageshow', event => event.persisted && ask());
    ask();
  }
})();
