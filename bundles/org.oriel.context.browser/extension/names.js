// Role, name and selectors of an element. Never the value of a field; text only where it is a label by its role.
(root => {
  const LONGEST = 128;
  const INPUTS = {
    button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio', range: 'slider',
    number: 'spinbutton', search: 'searchbox', password: 'password', file: 'button', color: 'button',
  };
  const TAGS = {
    a: 'link', area: 'link', button: 'button', summary: 'button', select: 'combobox', textarea: 'textbox', option: 'option', img: 'img',
    h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading', nav: 'navigation', table: 'table',
    tr: 'row', td: 'cell', th: 'columnheader', li: 'listitem', ul: 'list', ol: 'list', p: 'paragraph', form: 'form', label: 'label',
    video: 'video', audio: 'audio', canvas: 'canvas', iframe: 'document', dialog: 'dialog', main: 'main', progress: 'progressbar',
  };
  // Roles that are named by what stands in them (WAI-ARIA 1.2, 5.2.8.4), without those that hold content rather than a label.
  const LABELLED = new Set([
    'button', 'link', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'checkbox', 'radio', 'switch', 'option', 'heading',
    'columnheader', 'treeitem', 'tooltip', 'label',
  ]);
  // On pages of mail, rows, options and links hold subjects and people.
  const MAIL_LABELLED = new Set(['button', 'menuitem', 'menuitemcheckbox', 'menuitemradio', 'tab', 'checkbox', 'switch']);
  const ACTIVE = 'a[href],area[href],button,input,select,textarea,summary,option,label,[role],[contenteditable=""],[contenteditable=true],[tabindex],[onclick]';
  const WEAK = new Set(['presentation', 'none', 'generic', 'group', 'main', 'navigation', 'region', 'banner', 'contentinfo', 'form', 'document', 'application', 'list', 'listbox', 'menu', 'menubar', 'toolbar', 'tablist', 'table', 'grid', 'rowgroup', 'dialog', 'tree', 'search', 'complementary', 'article', 'feed']);

  const clip = text => text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  const attribute = (el, name) => el.getAttribute?.(name) ?? '';

  // The element that a person would say was clicked.
  function clicked(target) {
    if (target?.nodeType === 3) target = target.parentElement;
    for (let el = target, steps = 0; el && steps < 12; el = el.parentElement ?? el.getRootNode?.().host, steps++) {
      if (el.matches?.(ACTIVE) && !(el !== target && WEAK.has(attribute(el, 'role'))) && !(el.localName === 'label' && !el.control)) {
        return el;
      }
    }
    return target;
  }

  function role(el) {
    const given = attribute(el, 'role').trim().split(/\s+/)[0].toLowerCase();
    if (given && given !== 'presentation' && given !== 'none') return /^[a-z]{1,24}$/.test(given) ? given : 'generic';
    if (el.localName === 'input') return INPUTS[el.type] ?? 'textbox';
    if (el.localName === 'a' && !el.hasAttribute('href')) return 'generic';
    if (el.localName === 'select' && (el.multiple || el.size > 1)) return 'listbox';
    return TAGS[el.localName] ?? (el.isContentEditable ? 'textbox' : 'generic');
  }

  function editable(el) {
    return Boolean(el.isContentEditable || el.localName === 'textarea' || (el.localName === 'input' && !(INPUTS[el.type] && !/number|search|password/.test(el.type))));
  }

  // Text that is shown as a label; what was typed into fields within it is left out.
  function text(el, budget = { left: 200 }) {
    let found = '';
    for (const child of el.childNodes ?? []) {
      if (budget.left-- <= 0 || found.length > LONGEST * 2) break;
      if (child.nodeType === 3) found += child.nodeValue;
      else if (child.nodeType === 1 && !/^(input|textarea|select|script|style|noscript|template|iframe)$/.test(child.localName) && !child.isContentEditable && attribute(child, 'aria-hidden') !== 'true') {
        found += ' ' + (child.localName === 'img' ? attribute(child, 'alt') : attribute(child, 'aria-label') || text(child, budget));
      }
    }
    return found;
  }

  function name(el, mail = false) {
    const kind = role(el);
    const labelled = mail ? MAIL_LABELLED : LABELLED;
    const field = editable(el) || kind === 'combobox' || kind === 'listbox' || kind === 'searchbox' || kind === 'textbox' || kind === 'slider';
    if (mail && !labelled.has(kind)) return '';
    for (const id of attribute(el, 'aria-labelledby').split(/\s+/).filter(Boolean).slice(0, 4)) {
      const other = el.getRootNode?.().getElementById?.(id);
      const found = other && !editable(other) ? clip(text(other)) : '';
      if (found) return found;
    }
    const direct = clip(attribute(el, 'aria-label'));
    if (direct) return direct;
    for (const label of el.labels ?? []) {
      const found = clip(text(label));
      if (found) return found;
    }
    if (el.localName === 'input' && /^(button|submit|reset)$/.test(el.type)) {
      // The attribute is the label that the page gave, not what anybody typed.
      return clip(attribute(el, 'value') || (el.type === 'submit' ? 'Submit' : el.type === 'reset' ? 'Reset' : ''));
    }
    if (el.localName === 'img' || (el.localName === 'input' && el.type === 'image')) return clip(attribute(el, 'alt') || attribute(el, 'title'));
    if (!field && labelled.has(kind)) {
      const found = clip(text(el));
      if (found) return found;
    }
    return clip(attribute(el, 'placeholder') || attribute(el, 'title'));
  }

  const stable = id => /^[A-Za-z][\w-]{0,47}$/.test(id) && !/\d{3,}|[0-9a-f]{8,}/i.test(id);

  function selectors(el) {
    const test = ['data-testid', 'data-test-id', 'data-test', 'data-cy', 'data-qa'].map(key => attribute(el, key)).find(Boolean) ?? '';
    const steps = [];
    let at = el;
    for (; at && at.localName && at.localName !== 'html' && steps.length < 6; at = at.parentElement) {
      if (at !== el && stable(at.id ?? '')) {
        steps.unshift('#' + at.id);
        break;
      }
      const same = Array.from(at.parentElement?.children ?? []).filter(other => other.localName === at.localName);
      steps.unshift(at.localName + (same.length > 1 ? `:nth-of-type(${same.indexOf(at) + 1})` : ''));
    }
    return { id: stable(el.id ?? '') ? el.id : '', test: /^[\w:.-]{1,64}$/.test(test) ? test : '', css: steps.join(' > ').slice(0, 256) };
  }

  // Labels from the outermost menu to the item.
  function menuPath(el) {
    const path = [name(el)];
    const tree = el.getRootNode?.();
    let at = el.parentElement;
    for (let steps = 0; at && steps < 24 && path.length < 8; steps++, at = at.parentElement) {
      const kind = attribute(at, 'role');
      if (kind === 'menu' || kind === 'listbox' || kind === 'menubar') {
        const by = attribute(at, 'aria-labelledby').split(/\s+/)[0];
        const opener = (by && tree?.getElementById?.(by)) || (at.id && tree?.querySelector?.(`[aria-controls="${CSS.escape(at.id)}"],[aria-owns="${CSS.escape(at.id)}"]`));
        const label = clip(attribute(at, 'aria-label')) || (opener ? name(opener) : '');
        const above = at.parentElement?.closest?.('[role^=menuitem]');
        if (label && !(above && name(above) === label)) path.unshift(label);
        if (opener && !at.contains(opener) && !at.parentElement?.closest?.('[role=menu],[role=menubar]')) {
          at = opener;
        }
      } else if (kind.startsWith('menuitem')) {
        path.unshift(clip(attribute(at, 'aria-label')) || ownLabel(at));
      }
    }
    return path.filter(Boolean);
  }

  // The label of an item that holds its submenu as a child.
  function ownLabel(item) {
    let found = '';
    for (const child of item.childNodes) {
      if (child.nodeType === 3) found += child.nodeValue;
      else if (child.nodeType === 1 && !/^(menu|listbox)$/.test(attribute(child, 'role')) && !child.querySelector?.('[role=menu]')) found += ' ' + text(child);
    }
    return clip(found);
  }

  root.oriel = Object.assign(root.oriel ?? {}, { clicked, role, name, editable, selectors, menuPath, clip });
})(globalThis);
