import { join } from 'node:path';
import { readConfig } from '@upwell/platform/config';
import { serveOrSay } from './serve.ts';

// `npm run demo`: the demo place, in a data folder of its own beside the real one.
serveOrSay(() => {
  const { dataDir } = readConfig();
  return readConfig({ ...process.env, DEMO: 'yes', DATA_DIR: join(dataDir, 'demo') });
});
