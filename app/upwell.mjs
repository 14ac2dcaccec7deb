#!/usr/bin/env node
// npx upwell …: hands over to the pinned Node and the command line.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const start = fileURLToPath(new URL('../start.mjs', import.meta.url));
const { status, signal } = spawnSync(process.execPath, [start, 'app/cli.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(signal ? 1 : (status ?? 1));
