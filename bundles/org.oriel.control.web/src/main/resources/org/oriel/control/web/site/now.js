// Now: whether it records, who shows so, and how to stop it.
import { t, word, plural, count, countdown, exact, clock } from '/words.js';
import { h, raw, shape, act, sheet, field, confirm, say, because } from '/dom.js';
import { post } from '/link.js';

const minutes = (value) => h('input', { type: 'number', min: '1', max: '1440', value, inputmode: 'numeric', required: true });

function told(input) {
  const value = Number(input.value);
  if (!Number.isInteger(value) || value < 1 || value > 1440) {
    input.focus();
    throw Object.assign(new Error(), { code: 'minutes' });
  }
  return value;
}

export default async function now(shared) {
  const picture = h('span');
  const phase = h('div', { class: 'phase' });
  const left = raw('', 'div', { class: 'clock' });
  const why = h('div', { class: 'soft' });
  const signs = h('div');
  const numbers = h('div');
  const trouble = h('div');
  const task = taskSheet(shared);

  const length = minutes('30');
  const custom = h('form', { class: 'row', onsubmit: (event) => event.preventDefault() },
    field(t('now.length'), length),
    act(t('now.pause.custom'), async () => shared.take(await post('/api/pause', { minutes: told(length) })), { type: 'submit' }));
  const pause = act(t('now.pause.short'), async () => shared.take(await post('/api/pause')), { class: 'main' });
  const resume = act(t('now.resume'), async () => shared.take(await post('/api/resume')), { class: 'main' });

  const reach = minutes('15');
  const forget = h('form', { class: 'row', onsubmit: (event) => event.preventDefault() },
    field(t('now.forget.length'), reach),
    act(t('now.forget.do'), async () => {
      const value = told(reach);
      if (await confirm(plural('now.forget.ask', value), t('now.forget.note'), t('ask.delete'))) {
        const done = await post('/api/forget', { minutes: value });
        say(plural('said.deleted', done.events));
      }
    }, { type: 'submit' }));

  function update(state) {
    picture.replaceChildren(shape(state.phase));
    phase.textContent = word('phase', state.phase);
    why.replaceChildren(...because(state));
    pause.textContent = plural('now.pause', state.defaultPauseMinutes ?? 30);
    pause.hidden = state.phase !== 'recording';
    resume.hidden = state.phase !== 'paused';
    shared.tick();
    signs.replaceChildren(indicators(state), sources(state));
    numbers.replaceChildren(...counters(state));
    trouble.replaceChildren(...problems(state));
    task.update(state);
  }
  shared.tick = () => {
    const state = shared.state;
    left.textContent = state?.phase === 'paused' && state.until
      ? countdown(state.until - Date.now() - shared.skew) : '';
  };
  if (shared.state) {
    update(shared.state);
  }
  shared.listeners.add(update);
  return [
    trouble,
    h('section', { class: 'sheet' }, h('h2', { class: 'unseen' }, t('now.state')),
      h('div', { class: 'bigstate' }, picture, h('div', {}, phase, why), left),
      h('div', { class: 'row middle' }, pause, resume)),
    h('div', { class: 'pair' },
      sheet(t('now.pause.title'), h('p', { class: 'soft' }, t('now.pause.lead')), custom),
      sheet(t('now.forget.title'), h('p', { class: 'soft' }, t('now.forget.lead')), forget)),
    h('div', { class: 'pair' },
      sheet(t('now.signs'), signs),
      task.node),
    sheet(t('now.numbers'), numbers),
  ];
}

function indicators(state) {
  const list = state.indicators ?? [];
  return list.length
    ? h('div', {}, h('p', {}, t('now.signs.some')), h('ul', { class: 'chips' }, list.map((name) => h('li', {}, raw(name)))))
    : h('p', {}, t('now.signs.none'));
}

function sources(state) {
  const list = state.sources ?? [];
  return list.length
    ? h('div', {}, h('p', {}, t('now.sources')), h('ul', { class: 'chips' }, list.map((source) => h('li', {}, raw(source.name)))))
    : h('p', { class: 'soft' }, t('now.sources.none'));
}

function counters(state) {
  const pipeline = state.pipeline;
  if (!pipeline) {
    return [h('p', {}, t('missing.pipeline'))];
  }
  const one = (key, value) => h('div', {}, h('dt', {}, t(key)), h('dd', {}, raw(count(value))));
  const masked = Object.entries(pipeline.redacted ?? {});
  return [
    h('dl', { class: 'numbers' }, one('count.stored', pipeline.stored), one('count.held', pipeline.held),
      one('count.masked', pipeline.masked), one('count.gaps', pipeline.gaps)),
    masked.length ? h('ul', { class: 'chips' }, masked.map(([type, n]) => h('li', { class: 'masked' }, raw(`${type} ${count(n)}`)))) : null,
    pipeline.lastStored ? h('p', { class: 'soft small' }, t('now.last', { time: exact(pipeline.lastStored) })) : null,
  ].filter(Boolean);
}

function problems(state) {
  const lines = [state.pipeline?.problem, state.store?.problem, state.policyProblem].filter(Boolean).map((text) => raw(text));
  lines.push(...(state.pipeline?.suspended ?? []).map((text) => h('span', {}, t('now.suspended'), ' ', raw(text))));
  lines.push(...(state.missing ?? []).filter((part) => ['gate', 'pipeline', 'store'].includes(part)).map((part) => t(`missing.${part}`)));
  return lines.length ? [h('div', { class: 'note' }, h('h2', {}, t('now.trouble')), h('ul', {}, lines.map((line) => h('li', {}, line))))] : [];
}

/** What the person says they are doing: the name goes with the data, masked like anything else. */
function taskSheet(shared) {
  const text = h('input', { type: 'text', maxlength: '200', autocomplete: 'off' });
  const named = h('p');
  const form = h('form', { class: 'row', onsubmit: (event) => event.preventDefault() }, field(t('task.name'), text));
  const say2 = (key) => say(t(key));
  const begin = act(t('task.begin'), async () => { await post('/api/task/begin', { task: text.value }); say2('task.begun'); }, { type: 'submit' });
  const rename = act(t('task.rename'), async () => { await post('/api/task/name', { task: text.value }); say2('task.renamed'); });
  const done = act(t('task.done'), async () => { await post('/api/task/end', { outcome: 'success' }); say2('task.ended'); });
  const failed = act(t('task.failed'), async () => { await post('/api/task/end', { outcome: 'failure' }); say2('task.ended'); });
  form.append(begin, rename, done, failed);
  const node = sheet(t('task.title'), h('p', { class: 'soft' }, t('task.lead')), named, form);
  return {
    node,
    update(state) {
      const open = Boolean(state.task?.since);
      begin.hidden = open;
      [rename, done, failed].forEach((one) => { one.hidden = !open; });
      named.hidden = !open;
      named.replaceChildren(...(open ? [t('task.open', { time: clock(state.task.since) }), ' ', raw(state.task.task, 'b')] : []));
      form.hidden = state.phase !== 'recording';
      node.querySelector('.soft').textContent = t(state.phase === 'recording' ? 'task.lead' : 'task.off');
    },
  };
}
