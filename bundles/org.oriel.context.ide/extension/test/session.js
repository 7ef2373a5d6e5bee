'use strict';
// A short session against a real socket: node test/session.js SOCKET. Ends when Oriel hangs up, or after a minute.
const { extension, Document, fire, open, edit, type, settings, commands } = require('./load.js');

settings.socket = process.argv[2];
const source = new Document('/home/mara/tidewater/src/berth.js');
open(source);
extension.activate();

setTimeout(() => {
  type(source, 0, 'xylophone');
  commands.set('editor.action.inlineSuggest.commit', () => edit(source, 9, 0, 'quartz();', { kind: 1 }));
  commands.get('oriel.accept')({ command: 'editor.action.inlineSuggest.commit' });
  edit(source, 9, 9, '', { reason: 1 });
  const secret = new Document('/home/mara/tidewater/.env', '', { languageId: 'dotenv' });
  open(secret);
  type(secret, 0, 'KEY=hunter2hunter2');
  fire('save', secret);
}, 1000);
setTimeout(() => process.exit(0), 60_000);
