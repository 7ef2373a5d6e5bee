// Today: which programs when, what was kept, what was masked.
import { t, word, plural, count, clock, duration, date } from '/words.js';
import { h, raw, sheet, table, field, button, program, shortProgram } from '/dom.js';
import { get } from '/link.js';
import { gallery } from '/frames.js';

const HOUR = 3600000;
let chosen = '';

/** The local day, as a date field has it. */
export function iso(time) {
  const day = new Date(time);
  const two = (number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

export function dayPicker(day, go) {
  const input = h('input', { type: 'date', value: day, max: iso(Date.now()) });
  const step = (days) => go(iso(new Date(`${day}T12:00`).getTime() + days * 24 * HOUR));
  input.addEventListener('change', () => input.value && go(input.value));
  return h('div', { class: 'day' },
    button(t('day.before'), () => step(-1)),
    field(t('day'), input),
    button(t('day.after'), () => step(1), { disabled: day >= iso(Date.now()) }));
}

export default async function today(shared) {
  const day = chosen || iso(Date.now());
  const data = await get(`/api/today?day=${day}`);
  const picker = dayPicker(day, (wanted) => { chosen = wanted; shared.refresh(); });
  if (!data.events) {
    return [picker, h('p', { class: 'empty' }, t('today.none', { day: date(data.from) })), holes(data)];
  }
  return [
    picker,
    data.cut ? h('div', { class: 'note' }, t('today.cut')) : null,
    sheet(t('today.programs'), timeline(data)),
    h('div', { class: 'pair' },
      sheet(t('today.kept'), kinds(data)),
      sheet(t('today.masked'), classes(data))),
    sheet(t('today.frames'), h('p', { class: 'soft' }, t('today.frames.lead')), gallery(data.frames)),
    holes(data),
  ];
}

/** From a pause, or the end of a session, to the next beginning. */
function rests(marks) {
  const spans = [];
  let since = null;
  for (const mark of marks) {
    if (mark.mark === 'pause' || (mark.mark === 'session_end' && mark.reason === 'pause')) {
      since ??= mark.time;
    } else if ((mark.mark === 'session_start' || mark.mark === 'resume') && since) {
      spans.push([since, mark.time]);
      since = null;
    }
  }
  return spans;
}

function timeline(data) {
  const paused = rests(data.marks);
  const all = [...data.applications.flatMap((use) => use.spans), ...paused].flat();
  const start = Math.floor(Math.min(...all) / HOUR) * HOUR;
  const end = Math.max(Math.ceil(Math.max(...all) / HOUR) * HOUR, start + HOUR);
  const at = (time) => `${(100 * (time - start)) / (end - start)}%`;
  const spoken = (spans) => spans.slice(0, 12).map(([a, b]) => `${clock(a)}–${clock(b)}`).join(', ');
  const track = (spans, kind, label) => h('div', { class: `track ${kind}`, role: 'img', 'aria-label': `${label}: ${spoken(spans)}`, 'data-raw': true },
    spans.map(([a, b]) => h('span', { style: { left: at(a), width: `${(100 * Math.max(b - a, 1)) / (end - start)}%` } })));
  const lane = (name, spans, millis, kind, label) => h('li', { class: 'lane' },
    h('div', { class: 'name' }, name), track(spans, kind, label), h('div', { class: 'long' }, duration(millis)));
  const step = Math.ceil((end - start) / HOUR / 8) * HOUR;
  const ticks = [];
  for (let time = start; time <= end; time += step) {
    ticks.push(h('span', { style: { left: at(time) } }, clock(time)));
  }
  const sorted = [...data.applications].sort((a, b) => b.millis - a.millis);
  return h('div', {},
    h('ul', { class: 'lanes plainlist' },
      sorted.map((use) => lane(program(use.application), use.spans, use.millis, '', shortProgram(use.application))),
      paused.length ? lane(t('today.paused'), paused, paused.reduce((sum, [a, b]) => sum + b - a, 0), 'rest', t('today.paused')) : null),
    h('div', { class: 'lane', 'aria-hidden': 'true' }, h('div', { class: 'name' }), h('div', { class: 'axis', 'data-raw': true }, ticks)));
}

function kinds(data) {
  const rows = Object.entries(data.kinds).sort((a, b) => b[1] - a[1]).map(([kind, number]) =>
    h('tr', {}, h('th', { scope: 'row' }, word('kind', kind)), h('td', { class: 'number' }, raw(count(number)))));
  return table(plural('today.events', data.events), [t('today.kind'), h('th', { scope: 'col', class: 'number' }, t('today.number'))], rows);
}

function classes(data) {
  const found = Object.entries(data.redactions).sort((a, b) => b[1] - a[1]);
  if (!found.length) {
    return h('p', { class: 'empty' }, t('today.masked.none'));
  }
  const most = found[0][1];
  const rows = found.map(([type, number]) => h('tr', {},
    h('th', { scope: 'row' }, word('class', type)),
    h('td', {}, h('span', { class: 'bar', 'aria-hidden': 'true' }, h('span', { style: { width: `${(100 * number) / most}%` } }))),
    h('td', { class: 'number' }, raw(count(number)))));
  return [
    table(t('today.masked.caption'), [t('today.class'), h('td', { 'aria-hidden': 'true' }), h('th', { scope: 'col', class: 'number' }, t('today.number'))], rows),
    h('p', { class: 'soft small' }, t('today.masked.note')),
  ];
}

export function holes(data) {
  const found = Object.entries(data.holes ?? {});
  return found.length ? h('div', { class: 'note' }, found.map(([why, n]) => h('p', {}, plural(`hole.${why}`, n)))) : null;
}
