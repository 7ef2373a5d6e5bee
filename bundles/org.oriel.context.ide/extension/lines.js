'use strict';
// Lines of code, where the policy allows them: told whole, once the caret has left them, so that redaction sees all of
// what was typed and not its pieces.

const MOST = 2000;

class Lines {
  constructor(tell) {
    this.tell = tell;
    this.content = 'none';
    this.open = null;
  }

  policy(content) {
    this.content = content;
    this.open = null;
  }

  touched(document, line) {
    if (this.content !== 'none') {
      this.caret(document, line);
      this.open = { document, line };
    }
  }

  caret(document, line) {
    if (this.open !== null && (this.open.document !== document || this.open.line !== line)) {
      this.left();
    }
  }

  left() {
    const { open } = this;
    this.open = null;
    if (open === null || open.line >= open.document.lineCount) {
      return;
    }
    const text = open.document.lineAt(open.line).text.slice(0, MOST);
    if (text.trim() !== '') {
      this.tell({ type: 'content', text: this.content === 'shape' ? shape(text) : text });
    }
  }
}

function shape(text) {
  return text.replace(/[\p{L}\p{M}]/gu, 'a').replace(/\p{N}/gu, '0');
}

module.exports = { Lines, shape };
