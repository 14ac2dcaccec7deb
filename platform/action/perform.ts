import { createHash } from 'node:crypto';
import type { Actor } from '@upwell/platform/access';
import { recordLine, recordRefusal } from '@upwell/platform/audit';
import type { Lang } from '@upwell/platform/i18n';
import { announce } from '@upwell/platform/jobs';
import { type Failure, type Outcome, refuse } from '@upwell/platform/outcome';
import type { Action, ActionContext, Happening } from './define.ts';
import { claim, settle } from './idempotency.ts';
import type { Browser, PlaceFacts, Services } from './services.ts';
import { validate } from './validate.ts';

/** One request for one change. */
export interface Request {
  actor: Actor;
  place: PlaceFacts;
  lang: Lang;
  services: Services;
  browser: Browser | null;
  /** Ids from the address. */
  params: Record<string, string>;
  /** What was typed. */
  body: Record<string, unknown>;
  /** The idempotency key: the same key with the same body is answered once. */
  key: string;
}

export type Performance<Output> = Outcome<Output> & { replayed?: boolean };

/** Carries an expected refusal out of the transaction, so that nothing of it is kept. */
class RolledBack extends Error {
  failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

const insist = (failure: Failure | null | undefined): void => {
  if (failure) throw new RolledBack(failure);
};

/**
 * Runs an action: actor → rule → phase → validate → do, in one transaction with the audit line, the
 * events and the idempotency record. Expected failures come back as values and leave only an audit line.
 */
export async function perform<Input, Output, Subject>(
  action: Action<Input, Output, Subject>,
  request: Request,
): Promise<Performance<Output>> {
  const { actor, services } = request;
  const now = services.clock.now();
  let subjectOfLine: { type: string; id: string } | null = null;

  if (!action.rule.mightEver(actor)) {
    const code = actor.personId === null ? 'sign-in-first' : 'not-allowed';
    return await refused(action, request, refuse(code), null, now);
  }

  try {
    return await services.db.write({ placeId: actor.placeId, personId: actor.personId }, async (tx) => {
      const happenings: Happening[] = [];
      const context: ActionContext = {
        tx,
        actor,
        place: request.place,
        now,
        lang: request.lang,
        services,
        browser: request.browser,
        announce: (happening) => happenings.push(happening),
        about: (type, id) => {
          subjectOfLine = { type, id };
        },
      };

      const subject = action.subject ? await action.subject(context, request.params) : (null as Subject);
      if (action.subject && subject === null) insist(refuse('not-found'));
      if (!action.rule.may(actor, subject as Subject))
        insist(refuse(actor.personId === null ? 'sign-in-first' : 'not-allowed'));

      // The key is claimed before the phase is looked at: a repeated request is answered as it was the
      // first time, even where its own effect has closed the phase.
      const claimed = await claim(tx, {
        placeId: actor.placeId,
        key: request.key,
        action: action.name,
        bodyHash: hashOf(request),
        actorRef: actor.personId ?? actor.visitId,
        now,
      });
      if (claimed === 'other-body') insist(refuse('reused-key'));
      if (typeof claimed === 'object') return { ...(claimed.replay as Outcome<Output>), replayed: true };

      insist(action.phase?.(subject as Subject, context));
      const input = validate(action.input, request.body);
      if (!input.ok) throw new RolledBack(input);

      const outcome = await action.do(context, input.value, subject as Subject);
      if (!outcome.ok) throw new RolledBack(outcome);

      await Promise.all([
        recordLine(tx, {
          placeId: actor.placeId,
          at: now,
          actor: {
            kind: actor.personId ? 'person' : actor.via === 'web' ? 'visitor' : actor.via,
            personId: actor.personId,
          },
          rule: action.rule.name,
          action: action.name,
          outcome: 'done',
          subject: subjectOfLine,
        }),
        ...happenings.map((happening) => announce(tx, { placeId: actor.placeId, now, ...happening })),
        settle(tx, {
          placeId: actor.placeId,
          key: request.key,
          outcome: action.replay === 'nothing' ? refuse('reused-key') : outcome,
        }),
      ]);
      return outcome;
    });
  } catch (error) {
    if (error instanceof RolledBack) return await refused(action, request, error.failure, subjectOfLine, now);
    throw error;
  }
}

/** What was typed wrongly is between the person and the page; every other refusal leaves an audit line. */
async function refused<Input, Output, Subject>(
  action: Action<Input, Output, Subject>,
  { actor, services }: Request,
  failure: Failure,
  subject: { type: string; id: string } | null,
  now: Date,
): Promise<Failure> {
  if (failure.code !== 'invalid')
    await recordRefusal(services.db, {
      placeId: actor.placeId,
      at: now,
      actor: {
        kind: actor.personId ? 'person' : actor.via === 'web' ? 'visitor' : actor.via,
        personId: actor.personId,
      },
      rule: action.rule.name,
      action: action.name,
      outcome: failure.code,
      subject,
    });
  return failure;
}

/** The same words for the same thing give the same hash, whatever the order of the fields. */
function hashOf({ params, body }: Request): Buffer {
  const inOrder = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(inOrder)
      : value !== null && typeof value === 'object' && !Buffer.isBuffer(value)
        ? Object.keys(value)
            .sort()
            .map((name) => [name, inOrder((value as Record<string, unknown>)[name])])
        : value;
  return createHash('sha256')
    .update(JSON.stringify([inOrder(params), inOrder(body)]))
    .digest();
}
