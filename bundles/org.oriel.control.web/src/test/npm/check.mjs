// Opens every page in Chromium: axe, a Tab pass, a pseudo-locale, a picture. Prints one line of JSON a check.
// Usage: node check.mjs CHROMIUM BASE PICTURES BOOTS...
import { readFileSync, mkdirSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const [chromium, base, pictures, ...boots] = process.argv.slice(2);
const axe = readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const PAGES = ['now', 'today', 'review', 'consent', 'exemptions', 'exports', 'ledger', 'mine'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
mkdirSync(pictures, { recursive: true });
const tell = (line) => console.log(JSON.stringify(line));

const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--force-color-profile=srgb'] });

async function open(language, { dark = false, width = 1280, pseudo = false } = {}) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setBypassCSP(false);
  await page.setViewport({ width, height: 860 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument((tag) => Object.defineProperty(navigator, 'languages', { get: () => [`${tag}-XX`, tag] }), language);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => ['error', 'warn'].includes(message.type()) && errors.push(message.text()));
  if (pseudo) {
    await page.setRequestInterception(true);
    page.on('request', async (request) => {
      if (!request.url().endsWith('/en.json')) {
        await request.continue();
        return;
      }
      const words = await (await fetch(request.url())).json();
      const changed = Object.fromEntries(Object.entries(words).map(([key, text]) => [key, `⟦${text.replace(/a/g, 'á').replace(/e/g, 'ê')} ~~~~⟧`]));
      await request.respond({ contentType: 'application/json', body: JSON.stringify(changed) });
    });
  }
  await page.goto(`${base}/start#boot=${boots.shift()}`);
  await page.waitForSelector('main[data-page]');
  return { page, errors, context };
}

async function visit(page, name) {
  await page.evaluate((to) => { location.hash = `#/${to}`; }, name);
  await page.waitForSelector(`main[data-page="${name}"]`);
  await page.evaluate(() => document.querySelectorAll('details').forEach((one) => { one.open = true; }));
  await page.evaluate(async () => {
    const pictures = [...document.querySelectorAll('main img')];
    pictures.slice(0, 1).forEach((one) => one.scrollIntoView());
    for (let i = 0; i < 50 && pictures.length && !pictures[0].complete; i++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    window.scrollTo(0, 0);
  });
}

async function violations(page) {
  // Through the protocol: the page's own policy lets no foreign script in, and that stays so.
  await page.evaluate(axe);
  return page.evaluate(async (tags) => {
    const found = await window.axe.run(document, { runOnly: { type: 'tag', values: tags } });
    return { passes: found.passes.length, violations: found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`) };
  }, TAGS);
}

/** Presses Tab through the whole page; every control must come by, and show that it has the focus. */
async function tabs(page) {
  const wanted = await page.evaluate(() => {
    const shown = (one) => one.checkVisibility() && !one.disabled;
    const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary')].filter(shown);
    all.forEach((one, at) => { one.dataset.tab = at; });
    document.activeElement?.blur();
    return all.map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
  });
  const reached = new Set();
  const faint = [];
  const small = [];
  const covered = [];
  for (let i = 0; i < wanted.length * 2 + 20; i++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const one = document.activeElement;
      const style = getComputedStyle(one);
      const box = one.getBoundingClientRect();
      const middle = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, 20));
      return { tab: one.dataset.tab, visible: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        width: box.width, height: box.height, inline: style.display === 'inline',
        covered: Boolean(middle) && !one.contains(middle) && !middle.contains(one) && !document.querySelector('.skip').contains(middle), text: one.textContent.trim().slice(0, 30) || one.tagName };
    });
    if (at.tab === undefined) {
      continue;
    }
    if (reached.has(at.tab) && reached.size === wanted.length) {
      break;
    }
    reached.add(at.tab);
    if (!at.visible) {
      faint.push(at.text);
    }
    if (!at.inline && (at.width < 24 || at.height < 24)) {
      small.push(`${at.text} ${at.width}x${at.height}`);
    }
    if (at.covered) {
      covered.push(at.text);
    }
  }
  return { controls: wanted.length, missed: wanted.filter((_, at) => !reached.has(String(at))), faint, small, covered };
}

/** Texts that no message file has: outside of [data-raw] everything must come from one. */
const hard = (page) => page.evaluate(() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const text = node.textContent.trim();
    if (/\p{L}{2}/u.test(text) && !text.includes('⟦') && !node.parentElement.closest('[data-raw], script, style, noscript')) {
      found.push(text.slice(0, 60));
    }
  }
  for (const one of document.querySelectorAll('[aria-label], [title], [placeholder], img[alt]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
      const text = one.getAttribute(name) ?? '';
      if (/\p{L}{2}/u.test(text) && !text.includes('⟦') && !one.closest('[data-raw]')) {
        found.push(`${name}=${text}`);
      }
    }
  }
  return found;
});

for (const [language, options] of [['en', {}], ['de', { dark: true }], ['en', { pseudo: true }], ['de', { width: 320 }], ['en', { dark: true }], ['de', {}]]) {
  const { page, errors, context } = await open(language, options);
  const kind = options.pseudo ? 'pseudo' : options.width ? 'narrow' : options.dark ? 'dark' : 'light';
  for (const name of PAGES) {
    await visit(page, name);
    const line = { page: name, language, kind, lang: await page.evaluate(() => document.documentElement.lang) };
    Object.assign(line, await violations(page));
    if (kind === 'pseudo') {
      line.hard = await hard(page);
    }
    if (kind === 'light') {
      Object.assign(line, await tabs(page));
    }
    // What arrives live may still be laid out.
    await page.waitForFunction(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth, { timeout: 5000 })
      .catch(() => {});
    line.overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await page.evaluate(() => { document.activeElement?.blur(); window.scrollTo(0, 0); });
    await page.screenshot({ path: `${pictures}/${name}-${language}-${kind}.png`, fullPage: true });
    line.errors = errors.splice(0);
    tell(line);
  }
  await context.close();
}
await browser.close();
