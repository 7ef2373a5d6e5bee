// Grammar of mail pages: acts by address and by the label of a control. Never subject, body or person.
(root => {
  const OUTLOOK = /^https:\/\/(outlook\.(office|office365|live)\.com|outlook\.cloud\.microsoft)$/;
  const LABELS = [
    [/^reply all\b/i, 'reply'], [/^reply\b/i, 'reply'], [/^forward\b/i, 'forward'], [/^(send|send now)\b/i, 'send'],
    [/^(compose|new mail|new message|new email)\b/i, 'compose'], [/^(archive|move to|label(s| as)?|categori[sz]e|mark as|snooze)\b/i, 'file'],
    [/^delete\b/i, 'delete'],
  ];

  function service(origin) {
    if (origin === 'https://mail.google.com') return 'gmail';
    return OUTLOOK.test(origin) ? 'outlook' : '';
  }

  function byAddress(kind, path, hash) {
    if (kind === 'gmail') {
      if (/[?&]compose=/.test(hash)) return 'compose';
      if (/^#search\/[^/]+\/[A-Za-z0-9]{12,}/.test(hash)) return 'read';
      if (/^#search\//.test(hash)) return 'search';
      return /^#[\w%-]+(\/[\w%-]+)?\/[A-Za-z0-9]{12,}/.test(hash) ? 'read' : '';
    }
    if (/\/(deeplink\/)?compose\b/.test(path)) return 'compose';
    if (/\/search\b/.test(path)) return 'search';
    return /\/mail\/(.*\/)?id\/.+/.test(path) ? 'read' : '';
  }

  function byControl(role, label) {
    if (!/^(button|menuitem|link)$/.test(role)) return '';
    return LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? '';
  }

  root.oriel = Object.assign(root.oriel ?? {}, { mail: { service, byAddress, byControl } });
})(globalThis);
