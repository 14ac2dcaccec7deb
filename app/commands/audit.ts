import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { compareExports, exportAudit, sealAll, verifyExport } from '@upwell/platform/audit';
import { Command } from 'commander';
import { choosePlace } from './choose-place.ts';
import { withInstallation } from './with-installation.ts';

interface Options {
  place?: string;
  json?: boolean;
  file?: string;
  against?: string;
}

export const auditCommand = () => {
  const audit = new Command('audit').description('the log of a place: export it, check it, compare two copies');
  audit
    .command('verify')
    .description(
      'checks every line and seal, here or in a copy, and prints the short fingerprint two people can compare',
    )
    .option('--place <slug>', 'which place, where there are several')
    .option('--file <file>', 'a copy to check instead of the running log')
    .option('--against <file>', 'an older copy: shows anything taken out, moved or changed since')
    .option('--json', 'the result as JSON')
    .action(async (options: Options) => {
      const result = options.file
        ? await check(() => createReadStream(options.file as string), options.against)
        : await withInstallation(async ({ services }) => {
            const { placeId } = await choosePlace(services.db, options.place);
            await sealAll(services.db, placeId, services.clock.now());
            return await check(() => exportAudit(services.db, placeId, services.clock.now()), options.against);
          });
      process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : `${sentenceOf(result)}\n`);
      process.exitCode = result.ok ? 0 : 1;
    });
  audit
    .command('export')
    .description('writes the whole log as text, one line each, for a stranger to check')
    .argument('[file]', 'where to; standard output when left out')
    .option('--place <slug>', 'which place, where there are several')
    .action(async (file: string | undefined, options: Options) => {
      await withInstallation(async ({ services }) => {
        const { placeId } = await choosePlace(services.db, options.place);
        await pipeline(
          Readable.from(exportAudit(services.db, placeId, services.clock.now())),
          file ? createWriteStream(file, { mode: 0o644 }) : process.stdout,
          { end: file !== undefined },
        );
      });
    });
  return audit;
};

type Source = () => AsyncIterable<string | Uint8Array>;
type Checked = Awaited<ReturnType<typeof check>>;

async function check(copy: Source, older: string | undefined) {
  const whole = await verifyExport(copy());
  if (!whole.ok || !older) return { ...whole, compared: null };
  const compared = await compareExports(createReadStream(older), copy());
  return compared.ok
    ? { ...whole, compared }
    : { ok: false as const, fault: compared.fault, copy: compared.copy, compared };
}

function sentenceOf(result: Checked): string {
  if (!result.ok) {
    const { fault } = result;
    return `The log is NOT whole: ${fault.kind} at seal ${fault.seal}, line ${fault.line}${fault.id ? ` (${fault.id})` : ''}.`;
  }
  const added = result.compared
    ? ` The older copy is in it unchanged; ${result.compared.newLines} lines came since.`
    : '';
  return `The log is whole: ${result.lines} lines under ${result.seals} seals, ${result.waiting} waiting for the next. Fingerprint: ${result.fingerprint}.${added}`;
}
