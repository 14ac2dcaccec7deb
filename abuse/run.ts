import { runTable } from '../acceptance/runner.ts';
import { catalogue } from './catalogue.ts';

process.exit(await runTable(new URL('./', import.meta.url), catalogue, 'The abuse cases'));
