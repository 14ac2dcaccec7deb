import { listPlaces } from '@upwell/ground';
import { sweepIdempotency } from '@upwell/platform/action';
import { sealing } from '@upwell/platform/audit';
import {
  type EventHandler,
  type Jobs,
  on,
  type Runner,
  runner,
  type Schedule,
  schedule,
  startJobs,
  sweepEvents,
} from '@upwell/platform/jobs';
import { forgetMessages, limitsFrom, openAdapters, sendDue } from '@upwell/platform/messages';
import { threadSurface } from '@upwell/thread';
import { capabilities } from './capabilities.ts';
import type { Installation, RunningInstallation } from './installation.ts';

/** The work behind the pages: events are delivered, messages go out, the log is sealed. */
export const startWork = (installation: RunningInstallation): Promise<Jobs> =>
  startJobs({ ...partsOf(installation), ownerUrl: installation.running.ownerUrl });

/** The same without a queue, run to the end when told to: for tests and for commands. */
export const runWork = (installation: Installation): Runner => runner(partsOf(installation));

function partsOf(installation: Installation) {
  const { services, handlerServices } = installation;
  const surfaces = [threadSurface, ...capabilities];
  return {
    db: services.db,
    clock: services.clock,
    handlers: [sendAtOnce(installation), ...surfaces.flatMap((surface) => surface.hears?.(handlerServices) ?? [])],
    schedules: [
      sealing,
      sweepIdempotency,
      sweepEvents,
      ...messageJobs(installation),
      ...surfaces.flatMap((surface) => surface.jobs?.(handlerServices) ?? []),
    ],
    places: async () => (await listPlaces(services.db)).map(({ placeId }) => placeId),
    report: (error: unknown, about: object) =>
      process.stderr.write(`${JSON.stringify(about)} ${error instanceof Error ? error.message : String(error)}\n`),
  };
}

/** Sends what is due in a place, by the ways this installation has. */
function sender({ services, handlerServices }: Installation) {
  const { db, config, sealer } = services;
  const adapters = openAdapters(config);
  return async (placeId: string, now: Date): Promise<void> => {
    const place = await db.read({ placeId }, (tx) => handlerServices.placeFacts(tx, placeId));
    await sendDue(
      {
        db,
        placeId,
        adapters,
        sealer,
        origin: place.origin,
        limits: limitsFrom(config),
        timeZone: place.timeZone,
        onFailure: (detail, id) => process.stderr.write(`message ${id}: ${detail}\n`),
      },
      now,
    );
  };
}

const sendAtOnce = (installation: Installation): EventHandler => {
  const send = sender(installation);
  return on('message.waiting', 'messages.send-at-once', (_tx, { placeId }, now) => send(placeId, now));
};

function messageJobs(installation: Installation): Schedule[] {
  const send = sender(installation);
  return [
    schedule('messages.send', '* * * * *', ({ placeId, now }) => send(placeId, now)),
    schedule('messages.forget', '23 3 * * *', async ({ db, placeId, now }) => {
      await db.write({ placeId }, (tx) => forgetMessages(tx, placeId, now));
    }),
  ];
}
