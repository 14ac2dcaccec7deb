import { catalogue } from './catalogue.ts';
import { runTable } from './runner.ts';

process.exit(await runTable(new URL('./', import.meta.url), catalogue, 'The ninety-nine'));
