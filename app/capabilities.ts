import { act } from '@upwell/act';
import { connect } from '@upwell/connect';
import { decide } from '@upwell/decide';
import { fund } from '@upwell/fund';
import { governCapability } from '@upwell/govern';
import { grow } from '@upwell/grow';
import { learn } from '@upwell/learn';
import { listen } from '@upwell/listen';
import type { Capability } from '@upwell/thread';

/** The one list of capabilities. Adding one is adding its folder and its line. */
export const capabilities: readonly Capability[] = [listen, decide, fund, act, learn, grow, connect, governCapability];
