// Templates of paths: what names one thing among many is replaced, query and fragment never get here.
(root => {
  const SEGMENTS = 12;
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
  const WORD = /^[a-z][a-z_-]{0,31}(\.[a-z]{1,5})?$/i;
  const VERSION = /^v\d{1,2}$/i;

  function segment(text) {
    if (UUID.test(text)) return '{uuid}';
    if (/^\d+$/.test(text)) return '{n}';
    return WORD.test(text) || VERSION.test(text) ? text : '{id}';
  }

  function template(path) {
    const parts = String(path).split(/[?#]/)[0].split('/').slice(1);
    const kept = parts.slice(0, SEGMENTS).map(part => (part === '' ? '' : segment(part)));
    return '/' + kept.join('/') + (parts.length > SEGMENTS ? '/…' : '');
  }

  root.oriel = Object.assign(root.oriel ?? {}, { template });
})(globalThis);
