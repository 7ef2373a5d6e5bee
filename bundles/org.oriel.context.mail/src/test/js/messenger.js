'use strict';
// A stand-in for the mail program's API, with hands to act; loads the extension's scripts as one page does.
const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');

function load({ native = true } = {}) {
  const listeners = {};
  const event = name => ({ addListener: listener => { listeners[name] = listener; } });
  const posted = [];
  const scripts = [];
  const timers = [];
  let port;
  const messenger = {
    runtime: {
      connectNative: () => {
        port = { posted, onMessage: event('native'), onDisconnect: event('gone'), postMessage: message => posted.push(JSON.parse(JSON.stringify(message))) };
        return port;
      },
      onMessage: event('runtime'),
    },
    windows: { WINDOW_ID_NONE: -1, onFocusChanged: event('focus') },
    messageDisplay: { onMessagesDisplayed: event('displayed') },
    mailTabs: { onDisplayedFolderChanged: event('folder') },
    tabs: { onCreated: event('tab'), get: async id => ({ url: messenger.urls[id] }) },
    folders: { getParentFolders: async id => messenger.parents[id] ?? [] },
    compose: {
      onBeforeSend: event('send'),
      getComposeDetails: async id => messenger.details[id],
      listAttachments: async () => messenger.attachments,
    },
    messages: {
      onMoved: event('moved'), onCopied: event('copied'), onDeleted: event('deleted'),
      listAttachments: async () => messenger.attachments,
    },
    composeScripts: {
      register: async script => {
        scripts.push(script);
        return { unregister: async () => scripts.splice(scripts.indexOf(script), 1) };
      },
    },
    urls: {},
    parents: {},
    details: {},
    attachments: [],
  };
  const page = vm.createContext({
    messenger, crypto: globalThis.crypto, TextEncoder, Uint8Array, Date,
    setInterval: task => timers.push(task), setTimeout: (task, millis) => (millis < 1000 ? setImmediate(task) : undefined),
  });
  for (const name of ['fields.js', 'mail.js', 'background.js']) {
    vm.runInContext(fs.readFileSync(path.join(__dirname, '../../../extension', name), 'utf8'), page, { filename: name });
  }
  return { messenger, posted, scripts, tick: () => timers.forEach(task => task()), fire: (name, ...values) => listeners[name](...values) };
}

module.exports = { load };
