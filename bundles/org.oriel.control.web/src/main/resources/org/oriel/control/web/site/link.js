// The way to the instance: a bearer in this tab's memory, never a cookie.
const KEPT = 'oriel.bearer';
let bearer = sessionStorage.getItem(KEPT) ?? '';
let lost = () => {};

export class Problem extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const open = () => bearer !== '';
export const onLost = (listener) => { lost = listener; };

/** Takes the token out of the address, which history and eyes may keep, and changes it for a bearer. */
export async function enter() {
  const boot = new URLSearchParams(location.hash.slice(1)).get('boot');
  if (!boot) {
    return;
  }
  history.replaceState(null, '', '/#/now');
  drop();
  const answer = await ask('POST', '/api/session', { boot });
  bearer = (await answer.json()).bearer;
  sessionStorage.setItem(KEPT, bearer);
}

export function drop() {
  bearer = '';
  sessionStorage.removeItem(KEPT);
}

async function ask(method, path, body) {
  const headers = {};
  if (bearer) {
    headers.Authorization = `Bearer ${bearer}`;
  }
  if (body) {
    headers['Content-Type'] = 'application/json';
  }
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: 'omit', cache: 'no-store' });
  } catch {
    throw new Problem(0, 'gone', '');
  }
  if (!answer.ok) {
    const said = await answer.json().catch(() => ({ code: 'failed', message: '' }));
    if (answer.status === 401) {
      drop();
      lost();
    }
    throw new Problem(answer.status, said.code, said.message);
  }
  return answer;
}

export const get = async (path) => (await ask('GET', path)).json();
export const post = async (path, body = {}) => (await ask('POST', path, body)).json();
export const blob = async (path) => (await ask('GET', path)).blob();

/** Server-sent events over fetch, as EventSource cannot send a bearer. Goes on for ever; tells when the instance is gone. */
export async function live(onState, onGone) {
  let wait = 500;
  while (open()) {
    try {
      const answer = await ask('GET', '/api/live');
      wait = 500;
      await read(answer.body.pipeThrough(new TextDecoderStream()).getReader(), onState);
    } catch (problem) {
      if (problem.status === 401) {
        return;
      }
    }
    onGone();
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(wait * 2, 5000);
  }
}

async function read(reader, onState) {
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    text += value;
    const messages = text.split('\n\n');
    text = messages.pop();
    for (const message of messages) {
      const data = message.split('\n').find((line) => line.startsWith('data: '));
      if (data) {
        onState(JSON.parse(data.slice(6)));
      }
    }
  }
}
