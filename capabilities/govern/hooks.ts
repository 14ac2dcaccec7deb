import { randomUUID } from 'node:crypto';
import { hook } from '@upwell/platform/http';
import { STOP_PATH } from '@upwell/platform/messages';
import { refuse } from '@upwell/platform/outcome';
import { stopByMail } from './actions/stop.ts';

/** What mail programs post when somebody presses their stop button (RFC 8058, section 3.1). Twice is once. */
export const stopHook = hook({
  name: 'govern.stopByMail',
  path: `${STOP_PATH}/:token`,
  limit: 'hook',
  action: stopByMail,
  async receive(raw) {
    if (!/\bList-Unsubscribe\b[\s\S]{0,40}\bOne-Click\b/.test(raw.toString('latin1'))) return refuse('invalid');
    return { body: {}, key: `stop:${randomUUID()}` };
  },
});
