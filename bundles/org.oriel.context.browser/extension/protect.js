// Whether a field is protected. Says which signal it was, never what is in the field.
(root => {
  const TOKENS = /^(cc-[a-z-]+|one-time-code|current-password|new-password)$/;
  const WORDS = new RegExp(
    [
      'pass.?(word|wd|code|phrase|wort)', '\\bpwd\\b', 'passwd', 'kennwort', 'mot.?de.?passe', 'contrase', '\\bsenha\\b',
      'card.?(num|no\\b|holder|exp|code|sec)', 'c(redit|debit|c).?card', '\\bcc.?(num|no|exp|csc|cvv|cvc|name|number)',
      '\\bcv[vc]2?\\b', '\\bcsc\\b', 'security.?(code|number|answer)', 'kartennummer', '\\biban\\b', 'account.?num', 'routing.?num',
      '\\botp\\b', 'one.?time', '(verification|auth|authentication|sms|2fa|mfa|login).?code', '\\btotp\\b', '\\bpin\\b', 'pin.?code',
      '\\bsecret', 'api.?key', '(access|auth|bearer).?token', 'private.?key', 'recovery.?(code|phrase|key)', 'seed.?phrase',
      'social.?security', '\\bssn\\b', 'tax.?(id|number)', 'passport', 'licen[cs]e.?num', 'date.?of.?birth', '\\bdob\\b',
    ].join('|'),
    'i',
  );
  const CARD = /(^|\s)cc-|card.?num|credit.?card|\bcvv\b|\bcvc\b/i;
  const MASKING_FONT = /text-security|password|dotsfont|security-disc/i;
  const BORING = new Set(['button', 'submit', 'reset', 'checkbox', 'radio', 'range', 'color', 'file', 'image', 'hidden']);

  const attribute = (el, name) => el.getAttribute?.(name) ?? '';
  // camelCase and snake_case are taken apart, so that \b finds words in them.
  const words = text => text.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_:.[\]-]+/g, ' ').slice(0, 400);

  class Protect {
    constructor(style = el => getComputedStyle(el)) {
      this.style = style;
      this.known = new WeakMap();
      this.names = new Set();
    }

    // What is protected once stays so: "show password" makes it a text field, or another element of the same name.
    remember(el, signal) {
      this.known.set(el, signal);
      const name = attribute(el, 'name') || attribute(el, 'id');
      if (name && (signal === 'password' || signal === 'was-password')) this.names.add(name);
    }

    signal(el) {
      const known = this.known.get(el);
      if (known) return known === 'password' && el.type !== 'password' ? 'was-password' : known;
      const found = this.find(el);
      if (found) this.remember(el, found);
      return found;
    }

    find(el) {
      if (!el || el.nodeType !== 1) return '';
      const tag = el.localName;
      if (tag === 'input' && (el.type === 'password' || attribute(el, 'type').toLowerCase() === 'password')) return 'password';
      const typed = tag === 'textarea' || (tag === 'input' && !BORING.has(el.type)) || el.isContentEditable;
      if (!typed) return '';
      if (this.names.has(attribute(el, 'name') || attribute(el, 'id') || ' ')) return 'was-password';
      for (const token of attribute(el, 'autocomplete').toLowerCase().split(/\s+/)) {
        if (TOKENS.test(token)) return token.startsWith('cc-') ? 'cc' : token;
      }
      if (this.masked(el)) return 'masked';
      if (WORDS.test(this.described(el))) return 'named';
      return this.shaped(el);
    }

    masked(el) {
      const style = this.style(el);
      const security = style?.webkitTextSecurity;
      return Boolean((security && security !== 'none') || MASKING_FONT.test(style?.fontFamily ?? ''));
    }

    described(el) {
      const texts = ['name', 'id', 'placeholder', 'aria-label', 'title', 'data-testid'].map(name => attribute(el, name));
      for (const label of el.labels ?? []) texts.push((label.textContent ?? '').slice(0, 80));
      for (const id of attribute(el, 'aria-labelledby').split(/\s+/).filter(Boolean).slice(0, 3)) {
        texts.push((el.getRootNode?.().getElementById?.(id)?.textContent ?? '').slice(0, 80));
      }
      return words(texts.join(' '));
    }

    // Boxes for one character each are a code; three or four digits beside a card number are the number on its back.
    shaped(el) {
      const length = el.maxLength;
      if (el.localName !== 'input' || !(length > 0 && length <= 4)) return '';
      const near = Array.from((el.form ?? el.parentElement?.parentElement ?? el.parentElement)?.querySelectorAll?.('input') ?? []);
      if (length === 1 && near.slice(0, 40).filter(other => other.maxLength === 1).length >= 4) return 'code-boxes';
      const digits = attribute(el, 'inputmode') === 'numeric' || el.type === 'tel' || el.type === 'number';
      const card = near
        .slice(0, 40)
        .some(other => CARD.test(attribute(other, 'autocomplete') + ' ' + words(attribute(other, 'name') + ' ' + attribute(other, 'id'))));
      return digits && card ? 'document' : '';
    }

    // Sees what becomes a text field, and what is replaced by one, before the next key can reach it.
    watch(node) {
      const observer = new MutationObserver(records => {
        for (const record of records) {
          if (record.type === 'attributes') {
            const was = (record.oldValue ?? '').toLowerCase();
            if (record.attributeName === 'type' && was === 'password') this.remember(record.target, 'password');
          } else {
            record.removedNodes.forEach(gone => this.gone(gone));
          }
        }
      });
      observer.observe(node, { subtree: true, childList: true, attributes: true, attributeOldValue: true, attributeFilter: ['type'] });
      return observer;
    }

    gone(node) {
      if (node.nodeType !== 1) return;
      if (node.localName === 'input') {
        if (node.type === 'password') this.remember(node, 'password');
      } else if (node.firstElementChild) {
        for (const field of node.querySelectorAll('input[type=password]')) this.remember(field, 'password');
      }
    }
  }

  root.oriel = Object.assign(root.oriel ?? {}, { Protect });
})(globalThis);
