'use strict';
// What kind a folder, an address, an attachment is. Names, addresses and texts stay here.

const FOLDERS = { inbox: 'inbox', sent: 'sent', drafts: 'drafts', archives: 'archive', archive: 'archive', trash: 'trash', junk: 'junk', templates: 'templates', outbox: 'outbox' };

/** The kind of a folder, from what either generation of the API says of it. */
function folderKind(folder) {
  const uses = folder?.specialUse ?? [folder?.type];
  return uses.map(use => FOLDERS[use]).find(kind => kind !== undefined) ?? 'other';
}

/** The addresses of header values such as "Mara <mara@example.org>, b@example.org". */
function addresses(values) {
  const all = [values].flat(2).filter(value => typeof value === 'string');
  return [...new Set(all.flatMap(value => value.match(/[^\s<>,;:"'()]+@[^\s<>,;:"'()]+/g) ?? []).map(address => address.toLowerCase()))];
}

/** internal, external, mixed, or unknown where nobody said what is internal. */
function counterpart(people, internalDomains) {
  if (people.length === 0 || internalDomains.length === 0) {
    return 'unknown';
  }
  const inside = people.filter(address => {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    return internalDomains.some(own => domain === own || domain.endsWith('.' + own));
  });
  return inside.length === people.length ? 'internal' : inside.length === 0 ? 'external' : 'mixed';
}

const DOCUMENT = /pdf|msword|officedocument|opendocument|ms-excel|ms-powerpoint|rtf/;
const ARCHIVE = /zip|tar|compressed|rar/;
const EXTENSIONS = {
  document: /\.(pdf|docx?|xlsx?|pptx?|od[tsp]|rtf)$/, image: /\.(png|jpe?g|gif|webp|svg|heic|tiff?)$/, archive: /\.(zip|tar|t?gz|7z|rar|xz)$/,
  text: /\.(txt|md|csv|log|html?)$/, audio: /\.(mp3|wav|ogg|m4a)$/, video: /\.(mp4|mov|mkv|webm)$/, calendar: /\.ics$/, message: /\.eml$/,
};

/** The kind of an attachment: by its MIME type, by the end of its name where that says nothing. */
function attachmentKind({ contentType = '', name = '' }) {
  const type = contentType.toLowerCase();
  const major = type.split('/')[0];
  if (type === 'text/calendar') {
    return 'calendar';
  }
  if (['image', 'audio', 'video', 'message', 'text'].includes(major)) {
    return major;
  }
  if (DOCUMENT.test(type)) {
    return 'document';
  }
  if (ARCHIVE.test(type)) {
    return 'archive';
  }
  const end = name.toLowerCase();
  return Object.keys(EXTENSIONS).find(kind => EXTENSIONS[kind].test(end)) ?? 'other';
}

/** Such as "document:1,image:2", sorted; empty where there are none. */
function attachmentKinds(attachments) {
  const counts = new Map();
  attachments.map(attachmentKind).forEach(kind => counts.set(kind, (counts.get(kind) ?? 0) + 1));
  return [...counts].sort().map(([kind, count]) => `${kind}:${Math.min(count, 9999)}`).join(',');
}

/** What was done, by the folder a message came to. */
const filed = kind => ({ trash: 'delete', archive: 'archive', junk: 'junk' }[kind] ?? 'move');

if (typeof module !== 'undefined') {
  module.exports = { folderKind, addresses, counterpart, attachmentKind, attachmentKinds, filed };
}
