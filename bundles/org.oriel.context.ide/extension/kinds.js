'use strict';
// What kind of file a path is. The path itself never leaves the editor.

const SECRET = [
  /^\.env(\..*)?$/, /\.env$/, /\.(pem|key|p12|pfx|jks|keystore|kdbx|gpg|asc|ovpn|tfvars|ppk)$/, /^id_(rsa|dsa|ecdsa|ed25519)/,
  /^\.(netrc|pgpass|npmrc|pypirc|htpasswd|git-credentials|dockercfg|my\.cnf|s3cfg|vault-token)$/, /^_netrc$/,
  /^(credentials|secrets?|passwords?|kubeconfig|tokens?)(\.[a-z0-9]+)?$/, /[._-](credentials|secrets?)\.[a-z0-9]+$/, /^service-account.*\.json$/,
];
const SECRET_FOLDER = /(^|\/)\.(ssh|gnupg|aws|kube|docker|azure|password-store)(\/|$)/;
const TEST = [
  /(^|[._-])(tests?|spec|it)\.[a-z0-9]+$/, /^tests?_.*\.[a-z0-9]+$/, /[a-z0-9]tests?\.(java|kt|scala|cs|swift)$/, /^conftest\.py$/,
];
const TEST_FOLDER = /(^|\/)(tests?|__tests__|specs?|testing|testdata|fixtures)\//;
const DOCS = /\.(md|markdown|rst|adoc|txt|tex|org)$/;
const CONFIG = [
  /\.(json|jsonc|ya?ml|toml|ini|cfg|conf|properties|xml|gradle|lock|plist|editorconfig|bnd|bndrun|tf)$/,
  /^(dockerfile|makefile|cmakelists\.txt|jenkinsfile|vagrantfile|procfile|pom\.xml|\.[a-z0-9._-]+rc|\.git(ignore|attributes))$/,
];
const SOURCE = new RegExp('\\.(' + ('java|kts?|scala|groovy|clj[cs]?|js|mjs|cjs|jsx|ts|mts|cts|tsx|vue|svelte|html?|css|s[ac]ss|less|py|pyi|ipynb|rb|php|go|rs|c|h|cc|cpp|cxx|'
  + 'hpp|hh|m|mm|swift|cs|fs|vb|dart|lua|pl|pm|r|jl|ex|exs|erl|hs|ml|mli|elm|nim|zig|sh|bash|zsh|fish|ps1|bat|sql|graphql|proto|asm|s|f90|f|v|vhd|sol|cu|glsl').replace(/\s/g, '') + ')$');

/** 'secret', 'test', 'config', 'docs', 'source' or 'other'. */
function fileKind(path) {
  const all = path.replace(/\\/g, '/').toLowerCase();
  const name = all.slice(all.lastIndexOf('/') + 1);
  if (SECRET.some(p => p.test(name)) || SECRET_FOLDER.test(all)) {
    return 'secret';
  }
  const folder = all.slice(0, all.lastIndexOf('/') + 1);
  // Of the folders only the last four: a test folder far above is where somebody keeps everything.
  const near = folder.split('/').slice(-5).join('/');
  if (SOURCE.test(name) && (TEST.some(p => p.test(name)) || TEST_FOLDER.test(near))) {
    return 'test';
  }
  if (CONFIG.some(p => p.test(name))) {
    return 'config';
  }
  if (DOCS.test(name) || /^(readme|changelog|licen[cs]e|notice|authors|contributing)$/.test(name)) {
    return 'docs';
  }
  return SOURCE.test(name) ? 'source' : 'other';
}

module.exports = { fileKind };
