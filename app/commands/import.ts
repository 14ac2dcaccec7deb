import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { basename, resolve } from 'node:path';
import { createPlace, factsOf, forgetPlaces, listPlaces } from '@upwell/ground';
import { findSource, hashOfSource, importConversation, type PowerLevel, powerLevels, readSource } from '@upwell/listen';
import { isCalendarDay } from '@upwell/platform/action';
import { MultiBar, type SingleBar } from 'cli-progress';
import { Command, Option } from 'commander';
import { placeOrigin } from '../place-origin.ts';
import { openAccounts } from '../web.ts';
import { withInstallation } from './with-installation.ts';

interface Options {
  place?: string;
  name?: string;
  host: string;
  canChange: string;
  power: PowerLevel;
  replyBy?: string;
  language: string;
  source?: string;
  rejects?: string;
  json?: boolean;
}

export const importCommand = () => {
  const command = new Command('import').description('brings in what was gathered elsewhere');
  command
    .command('conversation')
    .description(
      'a conversation voted on elsewhere: comments.csv with votes.csv or participants-votes.csv (gzip is fine)',
    )
    .argument('<folder>', 'the folder with the files')
    .option('--place <slug>', 'bring it into this place; without it a new place is made for it')
    .option('--name <name>', 'name of the new place; its topic when left out')
    .option('--host <words>', 'who answers for it', 'Whoever brought this in')
    .option('--can-change <words>', 'what can change because of it', 'Not said where this was brought in from.')
    .addOption(new Option('--power <level>', 'how much say people have').choices([...powerLevels]).default('consulted'))
    .option('--reply-by <day>', 'promised day of a reply, as 2026-12-31; four weeks from now when left out')
    .option('--language <code>', 'the language it was held in', 'en')
    .option('--source <words>', 'where it comes from and its licence, shown wherever it is')
    .option('--rejects <file>', 'where rows that cannot be read are listed; <folder>-rejected.csv when left out')
    .option('--json', 'the result as JSON')
    .action(importFolder);
  return command;
};

async function importFolder(folder: string, options: Options): Promise<void> {
  if (options.replyBy !== undefined && !isCalendarDay(options.replyBy))
    throw new Error('--reply-by must be a day such as 2026-12-31.');
  const source = await findSource(resolve(folder));
  const bars = progressBars(options.json === true);
  const fileHash = await hashOfSource(source);
  const { statements, votes } = await readSource(source, (part, done) => bars.show(`reading ${part}`, done));
  const rejected = [
    ...statements.rejections.first.map((each) => ({ file: source.statements.name, ...each })),
    ...votes.rejections.first.map((each) => ({ file: source.votes.name, ...each })),
  ];
  const rejects = rejected.length > 0 ? (options.rejects ?? `${basename(source.folder)}-rejected.csv`) : null;
  if (rejects) await writeRejects(rejects, rejected);

  const result = await withInstallation(async (installation) => {
    const { services } = installation;
    const { db, sealer, clock } = services;
    const now = clock.now();
    const { placeId, made } = await placeFor(db, options, source.topic, basename(source.folder), now);
    forgetPlaces(db);
    const origin = await placeOrigin(services, placeId);
    const facts = await db.read({ placeId }, (tx) => factsOf(tx, placeId, origin));
    const imported = await importConversation({
      db,
      sealer,
      placeId,
      timeZone: facts?.timeZone ?? 'Europe/London',
      now,
      file: source.votes.name,
      fileHash,
      statements,
      votes,
      terms: {
        question: source.topic,
        about: source.about,
        host: options.host,
        canChange: options.canChange,
        power: options.power,
        replyDue: options.replyBy ?? null,
        lang: options.language,
        sourceWords: options.source ?? (source.address ? `Brought in from ${source.address}.` : null),
      },
      progress: (done, all) => bars.show('keeping votes', all === 0 ? 1 : done / all),
    });
    return {
      ...imported,
      address: `${origin}/conversations/${imported.conversationId}`,
      // Printed once; a lost one is replaced with \`npx upwell owner\`.
      ownerCode: made ? await openAccounts(installation).ownerCode(placeId) : null,
      claim: `${origin}/claim`,
    };
  });
  bars.stop();
  if (options.json)
    process.stdout.write(`${JSON.stringify({ ...result, rejected: rejected.length, rejects }, null, 2)}\n`);
  else {
    process.stdout.write(
      `${result.resumed ? 'These files had been begun before; the rest is now here' : 'Brought in'}: ${result.votes} votes of ${result.voters} people on ${result.statements} statements.\n`,
    );
    if (rejects)
      process.stdout.write(`${rejected.length} rows could not be read. They are listed with reasons in ${rejects}.\n`);
    if (result.ownerCode)
      process.stdout.write(
        `The new place has nobody to look after it yet. Open ${result.claim} with this one-time owner code: ${result.ownerCode}\n`,
      );
    process.stdout.write(
      `Open it at ${result.address}\nCheck every vote with: npx upwell recount conversation ${folder}\n`,
    );
  }
}

/** The place it goes into: the one named, the one these files went into before, or a new one. */
async function placeFor(
  db: Parameters<typeof listPlaces>[0],
  options: Options,
  topic: string,
  folderName: string,
  now: Date,
): Promise<{ placeId: string; made: boolean }> {
  const places = await listPlaces(db);
  if (options.place !== undefined) {
    const named = places.find(({ slug }) => slug === options.place);
    if (!named)
      throw new Error(
        `There is no place "${options.place}". There are: ${places.map(({ slug }) => slug).join(', ') || 'none'}.`,
      );
    return { placeId: named.placeId, made: false };
  }
  const name = (options.name ?? topic).slice(0, 120);
  const before = places.find((place) => place.slug === folderName && place.name === name);
  if (before) return { placeId: before.placeId, made: false };
  const { placeId } = await createPlace(db, { name, slug: folderName, languages: ['en', 'cy', 'pl', 'ur'] }, now);
  return { placeId, made: true };
}

async function writeRejects(
  file: string,
  rejected: readonly { file: string; line: number; reason: string }[],
): Promise<void> {
  const out = createWriteStream(file);
  out.write('file,line,reason\n');
  for (const { file: name, line, reason } of rejected) out.write(`${name},${line},"${reason.replaceAll('"', '""')}"\n`);
  out.end();
  await once(out, 'finish');
}

/** A bar for each step, on standard error; nothing where the result goes to a program. */
function progressBars(silent: boolean): { show(step: string, share: number): void; stop(): void } {
  if (silent) return { show: () => {}, stop: () => {} };
  const bars = new MultiBar({
    format: '{step} [{bar}] {percentage}%',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    noTTYOutput: true,
    notTTYSchedule: 2_000,
  });
  const known = new Map<string, SingleBar>();
  return {
    show(step, share) {
      const bar = known.get(step) ?? bars.create(100, 0, { step: step.padEnd(20) });
      known.set(step, bar);
      bar.update(Math.round(share * 100));
    },
    stop: () => bars.stop(),
  };
}
