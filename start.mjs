// Starts any part of Upwell on a machine that has only Node 20 or newer and npm: installs what is missing, as the
// lock file says, and hands over to the Node that came with it.
//
//     node start.mjs app/server.ts …

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, 'node_modules');
const windows = process.platform === 'win32';
const pinnedNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
const say = (sentence) => process.stderr.write(`${sentence}\n`);

function giveUp(sentence) {
  say(sentence);
  process.exit(1);
}

const [major] = process.versions.node.split('.').map(Number);
if (major < 20) giveUp(`Upwell needs Node 20 or newer to start; this is ${process.version}. See https://nodejs.org.`);

const [entry, ...args] = process.argv.slice(2);
if (!entry) giveUp('Say what to start, for instance: node start.mjs app/server.ts');

const lockFile = join(root, 'package-lock.json');
const stampFile = join(modules, '.upwell-installed');

/** What is installed fits exactly this lock file on exactly this kind of machine. */
const stamp = () => {
  const lock = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${lock} ${process.platform} ${process.arch}\n`;
};

const modified = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

function installed() {
  if (!existsSync(pinnedNode)) return false;
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === stamp();
  // Installed by hand: npm writes this file last.
  return modified(join(modules, '.package-lock.json')) >= modified(lockFile);
}

/** npm and a Node to run it with that is not the one npm is about to replace. */
function npmCommand() {
  const ours = (file) => file.startsWith(modules + sep);
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder && !ours(folder + sep));
  const outside = folders.map((folder) => join(folder, windows ? 'node.exe' : 'node')).find((file) => existsSync(file));
  const candidates = [process.execPath, process.env.npm_node_execpath, outside];
  const node = candidates.find((file) => file && !ours(file) && existsSync(file));
  const cli = process.env.npm_execpath;
  const env = { ...process.env, PATH: [...(node ? [dirname(node)] : []), ...folders].join(delimiter) };
  if (node && cli?.endsWith('npm-cli.js')) return { command: node, before: [cli], env };
  return { command: windows ? 'npm.cmd' : 'npm', before: [], env, shell: windows };
}

function npm(...words) {
  const { command, before, env, shell } = npmCommand();
  const options = { cwd: root, env, shell, encoding: 'utf8', maxBuffer: 1 << 26 };
  return spawnSync(command, [...before, ...words, '--loglevel=error', '--no-audit', '--no-fund'], options);
}

function install() {
  const began = performance.now();
  say(
    `Upwell: installing ${existsSync(modules) ? 'what has changed' : 'what it stands on, once'}. This takes a minute or so.`,
  );
  const result = npm('ci', '--include=dev', '--include=optional', '--ignore-scripts=false');
  if (result.error)
    giveUp(`npm could not be started (${result.error.message}). It comes with Node: https://nodejs.org`);
  // Some settings of npm keep the scripts of packages from running; these two cannot do without.
  if (result.status === 0 && !existsSync(pinnedNode)) npm('rebuild', 'node', 'esbuild', '--ignore-scripts=false');
  if (result.status !== 0 || !existsSync(pinnedNode)) {
    say(`${result.stdout}${result.stderr}`.trim());
    giveUp('Installing did not work; npm says why above. The first start needs the internet, later ones do not.');
  }
  writeFileSync(stampFile, stamp());
  say(`Upwell: installed in ${Math.round((performance.now() - began) / 1000)} s.`);
}

/** Runs the entry with the pinned Node as a child, for Nodes that cannot become another program. */
function runAsChild(words) {
  const child = spawn(pinnedNode, words, { stdio: 'inherit' });
  child.on('error', (error) => giveUp(`The Node that came with Upwell does not run here: ${error.message}`));
  const passedOn = new Map();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // From a keyboard the child gets its own; and npm repeats what it was sent.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      if (performance.now() - (passedOn.get(signal) ?? Number.NEGATIVE_INFINITY) < 1000) return;
      passedOn.set(signal, performance.now());
      child.kill(signal);
    });
  }
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

if (!installed()) install();
else if (!existsSync(stampFile)) writeFileSync(stampFile, stamp());

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const words = ['--import', loader, join(root, entry), ...args];
// Upwell may be started from any folder; the loader reads how JSX is meant from here.
process.env.TSX_TSCONFIG_PATH = join(root, 'tsconfig.json');
if (typeof process.execve === 'function' && !windows) {
  // This process becomes the app: no parent in between to lose a signal.
  process.removeAllListeners('warning');
  process.execve(pinnedNode, [pinnedNode, ...words], process.env);
} else {
  runAsChild(words);
}
