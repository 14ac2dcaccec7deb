import { anyone, everyone } from '@upwell/platform/access';
import { defineAction, shortText } from '@upwell/platform/action';
import type { MovableClock } from '@upwell/platform/clock';
import { form, type Surface } from '@upwell/platform/http';
import { done, refuseField } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import type { Installation } from './installation.ts';
import { appWords } from './words.ts';

const isMovable = (clock: unknown): clock is MovableClock => typeof (clock as MovableClock).set === 'function';

/** A page that moves the clock. Only there when the server was started with TEST_CLOCK. */
export function testClockSurface({ services: { config, clock } }: Installation): readonly Surface[] {
  if (!config.testClock || !isMovable(clock)) return [];
  const move = defineAction({
    name: 'app.moveClock',
    rule: anyone,
    input: z.strictObject({ to: shortText({ max: 40 }) }),
    async do(_context, { to }) {
      const moment = new Date(to);
      if (Number.isNaN(moment.getTime())) return refuseField('to', 'error.not-a-date');
      clock.set(moment);
      return done({});
    },
  });
  const clockForm = form({
    name: 'app.moveClock',
    path: '/test-clock',
    limit: 'write',
    action: move,
    view: async (context, { state }) => ({
      title: context.now.toISOString(),
      private: true,
      body: (
        <>
          <PageHeading title={context.now.toISOString()} />
          <Form action="/test-clock" hidden={context.hidden()} {...state}>
            <TextField name="to" label={context.t('app.clock.to')} />
            <Button>{context.t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    }),
    done: () => ({ to: '/test-clock' }),
  });
  return [{ name: 'app.clock', words: appWords, routes: [clockForm], matrix: { 'app.moveClock': everyone } }];
}
