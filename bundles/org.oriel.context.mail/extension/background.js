'use strict';
/* global messenger, Fields, folderKind, addresses, counterpart, attachmentKinds, filed */
// Wires the mail program's events to what Oriel is told, through the relay that the mail program starts.

const HOST = 'org.oriel.mail';
const RETRY_MILLIS = 30_000;
const TICK_MILLIS = 100;
const IDLE_TICKS = 5;
const KEPT_COMPOSERS = 100;

let port = null;
let config = null;
let composeScript = null;
const numbers = new Map();

const fields = new Fields(say, () => Date.now());

function say(message) {
  if (config !== null) {
    port.postMessage(message);
  }
}

/** Nothing that goes wrong here may disturb the mail program, and nothing of it may get into its console. */
function safe(listener) {
  return async (...values) => {
    try {
      return await listener(...values);
    } catch {
      return undefined;
    }
  };
}

function connect() {
  const relay = messenger.runtime.connectNative(HOST);
  port = relay;
  relay.onMessage.addListener(safe(message => (message.type === 'config' ? configured(message) : off())));
  relay.onDisconnect.addListener(safe(async () => {
    await off();
    setTimeout(connect, RETRY_MILLIS);
  }));
  relay.postMessage({ type: 'hello', protocol: 1 });
}

async function configured(message) {
  config = { internalDomains: message.internalDomains ?? [], key: message.key ?? '', typing: message.typing === true };
  fields.begin(config.typing);
  await composing(config.typing);
}

async function off() {
  config = null;
  await composing(false);
}

/** The script in messages being written is there only while the policy wants it. */
async function composing(wanted) {
  if (wanted && composeScript === null) {
    composeScript = await messenger.composeScripts.register({ js: [{ file: 'compose.js' }] });
  } else if (!wanted && composeScript !== null) {
    const script = composeScript;
    composeScript = null;
    await script.unregister();
  }
}

let focus = false;
let ticks = 0;

function tick() {
  ticks++;
  if (config !== null && (focus || ticks % IDLE_TICKS === 0)) {
    fields.tick();
  }
}

/** HMAC-SHA-256 with the key of the installation, cut to 128 bits, in hex: only this leaves, where the policy wants it. */
async function hashes(people) {
  const bytes = Uint8Array.from(config.key.match(/../g), pair => parseInt(pair, 16));
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const signed = await Promise.all(people.slice(0, 50).map(async address =>
    new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(address)))));
  return signed.map(hash => [...hash.slice(0, 16)].map(byte => byte.toString(16).padStart(2, '0')).join('')).sort().join(',');
}

async function act(action, { people = [], folder, attachments = [] } = {}) {
  if (config === null) {
    return;
  }
  const message = {
    type: 'act', at: Date.now(), action,
    counterpart: counterpart(people, config.internalDomains),
    people: Math.min(people.length, 9999),
    attachments: Math.min(attachments.length, 9999),
  };
  if (folder !== undefined) {
    message.folder = await kindOf(folder);
  }
  if (attachments.length > 0) {
    message.attachmentKinds = attachmentKinds(attachments);
  }
  if (config.key !== '' && people.length > 0) {
    message.counterparts = await hashes(people);
  }
  say(message);
}

async function displayed(tab, list) {
  const messages = Array.isArray(list) ? list : list.messages ?? [list];
  if (messages.length !== 1 || config === null) {
    return;
  }
  const [message] = messages;
  const attachments = await messenger.messages.listAttachments(message.id).catch(() => []);
  await act('read', { people: addresses(message.author), folder: message.folder, attachments });
}

/** Those who get the message; names of lists and contacts have no address and are not looked up. */
const recipients = details => addresses([details.to, details.cc, details.bcc]);

async function created(tab) {
  // The number of a draft, for keys: not an id of the mail program.
  if (tab.type === 'messageCompose') {
    if (numbers.size >= KEPT_COMPOSERS) {
      numbers.clear();
    }
    numbers.set(tab.id, numbers.size + 1);
    const details = await messenger.compose.getComposeDetails(tab.id);
    const action = { reply: 'reply', forward: 'forward', redirect: 'redirect', draft: 'draft' }[details.type] ?? 'compose';
    const attachments = await messenger.compose.listAttachments(tab.id).catch(() => []);
    await act(action, { people: recipients(details), attachments: attachments.map(named) });
  } else if (tab.type === 'special' && await isSearch(tab.id)) {
    await act('search');
  }
}

/** Tabs of settings and of results are one type; the address of the program's own page tells them apart, once it is there. */
async function isSearch(id) {
  for (let i = 0; i < 10; i++) {
    const { url = '' } = await messenger.tabs.get(id);
    if (/^(about|chrome):.*gloda/i.test(url)) {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  return false;
}

/** A folder below the archive is the archive: it is kept by years. */
async function kindOf(folder) {
  const kind = folderKind(folder);
  if (kind !== 'other' || folder === undefined) {
    return kind;
  }
  const parents = await messenger.folders.getParentFolders(folder.id ?? folder).catch(() => []);
  return parents.map(folderKind).find(each => each === 'archive') ?? kind;
}

/** Attachments of a message that is being written have no type yet. */
const named = ({ name }) => ({ name, contentType: '' });

async function sent(tab, details) {
  const attachments = await messenger.compose.listAttachments(tab.id).catch(() => []);
  await act('send', { people: recipients(details), attachments: attachments.map(named) });
  return {};
}

async function moved(originals, results) {
  const all = results.messages ?? [];
  if (all.length > 0) {
    const people = addresses(all.map(message => message.author));
    const kind = await kindOf(all[0].folder);
    await act(filed(kind), { people, folder: originals.messages?.[0]?.folder ?? all[0].folder });
  }
}

function start() {
  const on = (event, listener) => event?.addListener(safe(listener));
  on(messenger.messageDisplay.onMessagesDisplayed ?? messenger.messageDisplay.onMessageDisplayed, displayed);
  on(messenger.mailTabs?.onDisplayedFolderChanged, (tab, folder) => act('browse', { folder }));
  on(messenger.tabs.onCreated, created);
  // Waited for by the mail program: answers at once, tells afterwards.
  messenger.compose.onBeforeSend.addListener((tab, details) => {
    safe(sent)(tab, details);
    return {};
  });
  on(messenger.messages.onMoved, moved);
  on(messenger.messages.onCopied, (originals, copies) => act('copy', { folder: copies.messages?.[0]?.folder }));
  on(messenger.messages.onDeleted, list => act('delete', { folder: list.messages?.[0]?.folder }));
  on(messenger.windows.onFocusChanged, window => { focus = window !== messenger.windows.WINDOW_ID_NONE; });
  messenger.runtime.onMessage.addListener((message, sender) => {
    if (message?.type === 'typed' && numbers.has(sender?.tab?.id)) {
      fields.typed(numbers.get(sender.tab.id), message.at, message.since);
    }
  });
  setInterval(tick, TICK_MILLIS);
  connect();
}

start();
