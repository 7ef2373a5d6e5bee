// Words, numbers and times in the language of the person. Every text of the page comes from en.json or de.json.
export const LANGUAGES = { en: 'English', de: 'Deutsch' };
const KEPT = 'oriel.language';

let words = {};
export let language = 'en';

/** The language chosen here before, else the first of the browser's (what it sends as Accept-Language) that there is. */
function preferred() {
  const wanted = [localStorage.getItem(KEPT), ...(navigator.languages ?? [])];
  return wanted.map((tag) => (tag ?? '').slice(0, 2).toLowerCase()).find((tag) => tag in LANGUAGES) ?? 'en';
}

export async function load(chosen) {
  if (chosen) {
    localStorage.setItem(KEPT, chosen);
  }
  language = chosen ?? preferred();
  words = await (await fetch(`/${language}.json`)).json();
  document.documentElement.lang = language;
}

export const has = (key) => key in words;

/** The text of a key, with {names} replaced. */
export function t(key, values = {}) {
  const text = words[key] ?? `?${key}?`;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** The text for a number of things: key.one or key.other. */
export function plural(key, number, values = {}) {
  const form = new Intl.PluralRules(language).select(number);
  return t(has(`${key}.${form}`) ? `${key}.${form}` : `${key}.other`, { n: count(number), ...values });
}

/** The text of a key if there is one, else the constant as it is. */
export const word = (prefix, constant) => (has(`${prefix}.${constant}`) ? t(`${prefix}.${constant}`) : constant);

export const count = (number) => new Intl.NumberFormat(language).format(number);

const format = (options) => (millis) => new Intl.DateTimeFormat(language, options).format(new Date(millis));
export const clock = format({ hour: '2-digit', minute: '2-digit' });
export const exact = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
export const moment = format({ dateStyle: 'medium', timeStyle: 'short' });
export const date = format({ dateStyle: 'full' });

export function bytes(number) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  let unit = 0;
  let size = number;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  const style = { style: 'unit', unit: units[unit], unitDisplay: 'short', maximumFractionDigits: size < 10 ? 1 : 0 };
  return new Intl.NumberFormat(language, style).format(size);
}

export function duration(millis) {
  const minutes = Math.round(millis / 60000);
  if (minutes < 1) {
    return t('length.under');
  }
  return minutes < 60
    ? t('length.minutes', { m: count(minutes) })
    : t('length.hours', { h: count(Math.floor(minutes / 60)), m: count(minutes % 60) });
}

/** Time left, as a clock. */
export function countdown(millis) {
  const seconds = Math.max(0, Math.ceil(millis / 1000));
  const two = (number) => String(number).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  return `${hours ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
