import { perform } from '@upwell/platform/action';
import { type Failure, refuse } from '@upwell/platform/outcome';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asked } from './asking.ts';
import { bodyOf, valuesOf } from './body.ts';
import { isForeign } from './csrf.ts';
import { limits } from './limits.ts';
import {
  type Arrive,
  browserOf,
  contextOf,
  type Handling,
  sendFailure,
  sendView,
  sentenceOf,
  visitOf,
} from './sending.ts';
import { statuses } from './statuses.ts';
import type { FormRoute, FormState, PageContext, Params, Query } from './surface.ts';
import { readMultipart } from './uploads.ts';

const untouched: FormState = { typed: {}, problems: {} };

/** A form shows itself at GET and acts at POST. A refusal shows the form again with everything that was typed. */
export function answerForm(app: FastifyInstance, route: FormRoute, handling: Handling, arrive: Arrive): void {
  app.get(route.path, { onRequest: arrive(limits.read, 'read') }, async (request, reply) => {
    const context = contextOf(handling, request, reply);
    if (!route.action.rule.mightEver(context.actor))
      return sendFailure(handling, request, reply, refuse(context.actor.personId ? 'not-allowed' : 'sign-in-first'));
    const question = asked(route, request);
    if (!question.ok) return sendFailure(handling, request, reply, question);
    const view = await route.view(context, { ...question.value, state: untouched });
    if ('ok' in view) return sendFailure(handling, request, reply, view);
    return sendView(handling, request, reply, context, view);
  });

  app.post(route.path, { onRequest: arrive(limits[route.limit], route.limit) }, async (request, reply) => {
    const context = contextOf(handling, request, reply);
    const visit = visitOf(request);
    if (isForeign(request.headers, visit.place.origin))
      return sendFailure(handling, request, reply, refuse('expired-page'));
    const question = asked(route, request);
    if (!question.ok) return sendFailure(handling, request, reply, question);

    const read = await readMultipart(request, route.files?.maxBytes ?? 0);
    if (!read.ok) return sendFailure(handling, request, reply, read);
    const typed = read.value;
    request.body = typed;
    const body = bodyOf(typed);
    const { params, query } = question.value;
    const key = typed._once;
    const ours =
      handling.guard.matches(typed._csrf, request.cookies.upwell_visit ?? null, visit.sessionId) &&
      typeof key === 'string' &&
      /^[\w-]{16,64}$/.test(key);
    const outcome = ours
      ? await perform(route.action, {
          actor: visit.actor,
          place: visit.place,
          lang: visit.lang,
          services: handling.services,
          browser: browserOf(request),
          params,
          body,
          key: `${visit.actor.visitId}:${key}`,
        })
      : refuse(
          route.action.rule.mightEver(visit.actor)
            ? 'expired-page'
            : visit.actor.personId
              ? 'not-allowed'
              : 'sign-in-first',
        );
    if (!outcome.ok)
      return showAgain(route, handling, { request, reply, context, params, query, typed, failure: outcome });
    const { to, notice, cookies = [], setCookies = [] } = route.done(outcome.value, { params, body });
    for (const { name, value, maxAge } of cookies) reply.setCookie(name, value, { maxAge });
    for (const line of setCookies) reply.header('set-cookie', line);
    return reply.redirect(notice ? withNotice(to, notice) : to, 303);
  });
}

/** Puts the notice before a fragment, after an existing query. */
function withNotice(to: string, notice: string): string {
  const [path = '', fragment] = to.split('#', 2);
  return `${path}${path.includes('?') ? '&' : '?'}notice=${encodeURIComponent(notice)}${fragment ? `#${fragment}` : ''}`;
}

/** Whoever may see the form sees it again, filled in; whoever may not gets the refusal with their words on it. */
async function showAgain(
  route: FormRoute,
  handling: Handling,
  {
    request,
    reply,
    context,
    params,
    query,
    typed,
    failure,
  }: {
    request: FastifyRequest;
    reply: FastifyReply;
    context: PageContext;
    params: Params;
    query: Query;
    typed: Record<string, unknown>;
    failure: Failure;
  },
) {
  if (failure.code === 'sign-in-first' || failure.code === 'not-allowed' || failure.code === 'not-found')
    return sendFailure(handling, request, reply, failure);
  const { t } = context;
  const state: FormState = { typed: valuesOf(typed), problems: failure.fields ?? {} };
  const view = await route.view(context, { params, query, state });
  if ('ok' in view) return sendFailure(handling, request, reply, failure);
  if (failure.code === 'too-much') reply.header('retry-after', '60');
  const whole = failure.problem || failure.code !== 'invalid' || !failure.fields ? sentenceOf(t, failure) : null;
  return sendView(
    handling,
    request,
    reply,
    context,
    { ...view, status: statuses[failure.code], private: true },
    { sentence: whole, fields: state.problems },
  );
}
