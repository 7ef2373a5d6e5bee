'use strict';
// Loads the extension with the stand-in as its vscode module.
const Module = require('node:module');
const stub = require('./vscode.js');

const original = Module._load;
Module._load = function (request, ...rest) {
  return request === 'vscode' ? stub.vscode : original.call(this, request, ...rest);
};

module.exports = { ...stub, extension: require('../extension.js') };
