import type { Browser, Services } from '@upwell/platform/action';
import type { Failure, Problem } from '@upwell/platform/outcome';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { createElement } from 'react';
import { valuesOf } from './body.ts';
import type { CsrfGuard } from './csrf.ts';
import { FailurePage } from './failure-page.tsx';
import { statuses } from './statuses.ts';
import type { PageContext, View } from './surface.ts';
import { hiddenFor, type Visit } from './visit.ts';

/** What every kind of route needs to answer. */
export interface Handling {
  services: Services;
  guard: CsrfGuard;
  newKey(): string;
  frame: Frame;
}

/** What the frame says around a view. */
export interface FrameExtras {
  notice: string | null;
  nonce: string;
  /** What has to be put right before the form can be taken. */
  problems: FormProblems | null;
}

export interface FormProblems {
  /** A sentence for the whole form. */
  sentence: string | null;
  fields: Record<string, Problem>;
}

/** Puts a view into the whole page: head, navigation, languages, footer. Gives the finished HTML. */
export type Frame = (context: PageContext, view: View, extras: FrameExtras) => string;

export type Arrive = (
  limit: { each: number; address: number },
  name: string,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** What accounts need to know of the browser. */
export const browserOf = (request: FastifyRequest): Browser => ({
  cookies: request.cookies,
  network: request.ip,
  ...(request.headers['user-agent'] && { userAgent: request.headers['user-agent'].slice(0, 300) }),
});

export function visitOf(request: FastifyRequest): Visit {
  if (!request.visit) throw new Error('A route was answered before its visit was found.');
  return request.visit;
}

/** The page's view of a request. */
export function contextOf(handling: Handling, request: FastifyRequest, reply: FastifyReply): PageContext {
  const visit = visitOf(request);
  const { services } = handling;
  return {
    actor: visit.actor,
    place: visit.place,
    lang: visit.lang,
    dir: visit.t.dir,
    now: services.clock.now(),
    t: visit.t,
    services,
    browser: browserOf(request),
    path: request.url.split('?', 1)[0] as string,
    read: (work) => services.db.read({ placeId: visit.place.id, personId: visit.actor.personId }, work),
    hidden: () => hiddenFor(visit, handling.guard, reply, request, handling.newKey),
  };
}

/** Sends a view as a whole page. */
export function sendView(
  handling: Handling,
  request: FastifyRequest,
  reply: FastifyReply,
  context: PageContext,
  view: View,
  problems: FormProblems | null = null,
) {
  const notice = (request.query as Record<string, unknown>).notice;
  const html = handling.frame(context, view, {
    notice:
      typeof notice === 'string' && /^[\w-]+\.notice\.[\w-]+$/.test(notice) && context.t.has(notice)
        ? context.t(notice)
        : null,
    nonce: request.nonce,
    problems,
  });
  return reply
    .code(view.status ?? 200)
    .header('cache-control', view.private || context.actor.personId ? 'no-store' : 'private, no-cache')
    .header('content-language', context.lang)
    .type('text/html; charset=utf-8')
    .send(html);
}

/** Answers a refusal, as a page or as JSON; null is a fault of ours and a 500. What was typed stays on the page. */
export function sendFailure(handling: Handling, request: FastifyRequest, reply: FastifyReply, failure: Failure | null) {
  const context = contextOf(handling, request, reply);
  const { t } = context;
  const status = failure ? statuses[failure.code] : 500;
  const sentence = failure ? sentenceOf(t, failure) : t('platform.refusal.fault');
  if (failure?.code === 'too-much') reply.header('retry-after', '60');
  if (String(request.headers.accept ?? '').startsWith('application/json'))
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .send({ code: failure?.code ?? 'fault', sentence });
  const typed = request.method === 'POST' && request.body ? valuesOf(request.body as Record<string, unknown>) : {};
  const title = t(`platform.refusal.title.${failure?.code ?? 'fault'}`);
  const retry = failure?.code === 'sign-in-first' || failure === null || failure.code === 'too-much';
  return sendView(handling, request, reply, context, {
    title,
    status,
    private: true,
    body: createElement(FailurePage, {
      t,
      title,
      sentence,
      signIn: failure?.code === 'sign-in-first' ? `/sign-in?next=${encodeURIComponent(context.path)}` : null,
      typed,
      again: retry && Object.keys(typed).length > 0 ? { action: context.path, hidden: context.hidden() } : null,
    }),
  });
}

export function sentenceOf(t: PageContext['t'], failure: Failure): string {
  if (failure.problem) return t(failure.problem.key, failure.problem.values);
  return t(`platform.refusal.${failure.code}`, failure.details);
}
