import { readConfig } from '@upwell/platform/config';
import { serveOrSay } from './serve.ts';

// `npm start`
serveOrSay(readConfig);
