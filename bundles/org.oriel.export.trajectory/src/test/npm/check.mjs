// node check.mjs FOLDER: reads what the golden session became, and says what the validators refuse.
// Prints one line for each validator: its name, how many it took, how many it refused, and of the counter-examples.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { anthropic } from '@ai-sdk/anthropic';
import { parse } from '@puppeteer/replay';

const folder = process.argv[2];
const lines = (name) => readFileSync(join(folder, name), 'utf8').trim().split('\n').map((l) => JSON.parse(l));

async function report(name, values, check, wrong) {
  let refused = 0;
  for (const value of values) {
    const why = await check(value);
    if (why) {
      refused++;
      console.error(name, JSON.stringify(value), why);
    }
  }
  let caught = 0;
  for (const value of wrong) {
    caught += (await check(value)) ? 1 : 0;
  }
  console.log(`${name} ${values.length} ${refused} ${caught}/${wrong.length}`);
}

const tool = anthropic.tools.computer_20250124({ displayWidthPx: 3200, displayHeightPx: 1080 });
const schema = typeof tool.inputSchema === 'function' ? tool.inputSchema() : tool.inputSchema;
const uses = lines('anthropic-20250124/conversations.jsonl')
  .flatMap((conversation) => conversation.messages)
  .filter((message) => message.role === 'assistant')
  .flatMap((message) => message.content)
  .map((use) => use.input);
await report(
  'ai-sdk-anthropic',
  uses,
  async (input) => {
    const result = await schema.validate(input);
    return result.success ? '' : String(result.error);
  },
  [
    { action: 'left_click', coordinate: [1.5, 2] },
    { action: 'scroll', coordinate: [1, 2], scroll_direction: 'over', scroll_amount: 1 },
    { action: 'fly' },
  ],
);

const recordings = readdirSync(join(folder, 'puppeteer')).map((name) =>
  JSON.parse(readFileSync(join(folder, 'puppeteer', name), 'utf8')),
);
await report(
  'puppeteer-replay',
  recordings,
  (recording) => {
    try {
      parse(recording);
      return '';
    } catch (e) {
      return String(e);
    }
  },
  [
    { steps: [] },
    { title: 't', steps: [{ type: 'fly' }] },
    { title: 't', steps: [{ type: 'click', selectors: [['a']], offsetX: 1 }] },
  ],
);
