import { refuse } from '@upwell/platform/outcome';
import type { FastifyInstance } from 'fastify';
import { asked } from './asking.ts';
import { limits } from './limits.ts';
import { type Arrive, contextOf, type Handling, sendFailure, sendView } from './sending.ts';
import type { PageRoute } from './surface.ts';

export function answerPage(app: FastifyInstance, route: PageRoute, handling: Handling, arrive: Arrive): void {
  app.get(route.path, { onRequest: arrive(limits[route.limit], route.limit) }, async (request, reply) => {
    const context = contextOf(handling, request, reply);
    if (!route.rule.mightEver(context.actor))
      return sendFailure(handling, request, reply, refuse(context.actor.personId ? 'not-allowed' : 'sign-in-first'));
    const question = asked(route, request);
    if (!question.ok) return sendFailure(handling, request, reply, question);
    const view = await route.view(context, question.value);
    if ('ok' in view) return sendFailure(handling, request, reply, view);
    return sendView(handling, request, reply, context, view);
  });
}
