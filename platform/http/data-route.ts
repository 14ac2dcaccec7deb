import { refuse } from '@upwell/platform/outcome';
import type { FastifyInstance } from 'fastify';
import { asked } from './asking.ts';
import { limits } from './limits.ts';
import { type Arrive, contextOf, type Handling, sendFailure } from './sending.ts';
import type { DataRoute } from './surface.ts';

export function answerData(app: FastifyInstance, route: DataRoute, handling: Handling, arrive: Arrive): void {
  app.get(route.path, { onRequest: arrive(limits[route.limit], route.limit) }, async (request, reply) => {
    const context = contextOf(handling, request, reply);
    if (!route.rule.mightEver(context.actor))
      return sendFailure(handling, request, reply, refuse(context.actor.personId ? 'not-allowed' : 'sign-in-first'));
    const question = asked(route, request);
    if (!question.ok) return sendFailure(handling, request, reply, question);
    const answer = await route.answer(context, question.value);
    if ('ok' in answer) return sendFailure(handling, request, reply, answer);
    if (answer.fileName)
      reply.header('content-disposition', `attachment; filename="${answer.fileName.replace(/[^\w.-]/g, '-')}"`);
    return reply
      .headers(answer.headers ?? {})
      .header('cache-control', answer.public && !context.actor.personId ? 'public, max-age=60' : 'no-store')
      .type(answer.type)
      .send(answer.body);
  });
}
