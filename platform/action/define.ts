import type { Actor, Rule } from '@upwell/platform/access';
import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import type { Failure, Outcome } from '@upwell/platform/outcome';
import type { ZodType } from 'zod';
import type { Browser, PlaceFacts, Services } from './services.ts';

/** Something that happened, told to whoever listens: written with the change, delivered at least once. */
export interface Happening {
  name: string;
  subject: { type: string; id: string };
  data?: Record<string, string | number | boolean | null>;
}

export interface ActionContext {
  tx: Tx;
  actor: Actor;
  place: PlaceFacts;
  now: Date;
  lang: Lang;
  services: Services;
  /** Null for commands, jobs and signed calls. */
  browser: Browser | null;
  announce(happening: Happening): void;
  /** Names the record the audit line is about. */
  about(type: string, id: string): void;
}

export interface Action<Input, Output, Subject = null> {
  /** `<capability>.<verb>`, unique: 'listen.say'. */
  name: string;
  rule: Rule<Subject>;
  /** Loads what the rule and the phase look at, from the ids in the address; null means there is no such thing. */
  subject?(context: ActionContext, params: Record<string, string>): Promise<Subject | null>;
  /** When it is open: a refusal, or null. */
  phase?(subject: Subject, context: ActionContext): Failure | null;
  input: ZodType<Input>;
  /** 'nothing' keeps the outcome out of the idempotency record: it holds a session or a code. A repeat is then refused. */
  replay?: 'nothing';
  do(context: ActionContext, input: Input, subject: Subject): Promise<Outcome<Output>>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list of actions holds actions of every shape
export type AnyAction = Action<any, any, any>;

/**
 * Declares a change. The actor's rule stands first, so that nobody reads an action without
 * reading who may do it. `Output` must be plain JSON: a repeated request is answered from the stored one.
 */
export const defineAction = <Input, Output, Subject = null>(
  action: Action<Input, Output, Subject>,
): Action<Input, Output, Subject> => action;
