'use strict';
// Runs in the text of a message that is being written, where the policy wants to know where keys went. It tells that a
// key was pressed, and not which.

let since = Date.now();
window.addEventListener('focus', () => { since = Date.now(); });
window.addEventListener('keydown', event => {
  if (event.isTrusted) {
    browser.runtime.sendMessage({ type: 'typed', at: Math.floor(performance.timeOrigin + event.timeStamp), since }).catch(() => {});
  }
}, true);
