'use strict';
// The connection to Oriel. Where there is none, what would be told is dropped: nothing is kept for later.

const net = require('node:net');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const RETRY_MILLIS = 5000;
const MOST_WAITING_BYTES = 262144;
const MOST_ANSWER = 65536;

function socketPath(setting, environment) {
  if (setting) {
    return setting;
  }
  const folder = environment.XDG_RUNTIME_DIR || path.join(environment.HOME || os.homedir(), '.local', 'state');
  return path.join(folder, 'oriel', 'ide.sock');
}

/** Whether the socket is the user's own, in a folder of the user alone: others could listen otherwise. */
function trusted(file) {
  try {
    const folder = fs.statSync(path.dirname(file));
    const socket = fs.lstatSync(file);
    const mine = typeof process.getuid !== 'function' || (folder.uid === process.getuid() && socket.uid === process.getuid());
    return mine && socket.isSocket() && (folder.mode & 0o077) === 0;
  } catch {
    return false;
  }
}

class Link {
  constructor({ file, hello, onConfig, onGone = () => {} }) {
    this.file = file;
    this.hello = hello;
    this.onConfig = onConfig;
    this.onGone = onGone;
    this.config = null;
    this.socket = null;
    this.timer = null;
    this.closed = false;
    this.dropped = 0;
  }

  open() {
    if (this.closed) {
      return;
    }
    if (!trusted(this.file)) {
      this.later();
      return;
    }
    const socket = net.connect(this.file);
    let answer = '';
    this.socket = socket;
    socket.setEncoding('utf8');
    socket.on('connect', () => socket.write(JSON.stringify(this.hello) + '\n'));
    socket.on('data', text => {
      answer += text;
      const end = answer.indexOf('\n');
      if (end >= 0 && this.config === null) {
        this.configure(answer.slice(0, end), socket);
        answer = '';
      } else if (answer.length > MOST_ANSWER) {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      if (this.socket === socket) {
        this.socket = null;
        this.config = null;
        this.onGone();
        this.later();
      }
    });
  }

  configure(line, socket) {
    try {
      const config = JSON.parse(line);
      if (config.type !== 'config') {
        throw new Error('no configuration');
      }
      this.config = config;
    } catch {
      socket.destroy();
      return;
    }
    this.onConfig(this.config);
  }

  later() {
    if (!this.closed && this.timer === null) {
      this.timer = setTimeout(() => {
        this.timer = null;
        this.open();
      }, RETRY_MILLIS);
      this.timer.unref?.();
    }
  }

  /** Tells something; false when nobody listens, or Oriel is too slow. */
  send(message) {
    if (this.config === null || this.socket === null || this.socket.writableLength > MOST_WAITING_BYTES) {
      this.dropped++;
      return false;
    }
    this.socket.write(JSON.stringify(message) + '\n');
    return true;
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.destroy();
    this.socket = null;
    this.config = null;
  }
}

module.exports = { Link, socketPath, trusted };
