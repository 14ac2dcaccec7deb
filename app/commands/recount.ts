import { resolve } from 'node:path';
import { listPlaces } from '@upwell/ground';
import { findSource, hashOfSource, type Recount, readSource, recount } from '@upwell/listen';
import { Command } from 'commander';
import { choosePlace } from './choose-place.ts';
import { withInstallation } from './with-installation.ts';

export const recountCommand = () => {
  const command = new Command('recount').description(
    'counts again from the source and says whether the count here agrees',
  );
  command
    .command('conversation')
    .description('every vote of an imported conversation against the files it came from')
    .argument('<folder>', 'the folder it was brought in from')
    .option('--place <slug>', 'which place; every place is looked through when left out')
    .option('--json', 'the result as JSON')
    .action(async (folder: string, { place, json }: { place?: string; json?: boolean }) => {
      const source = await findSource(resolve(folder));
      const fileHash = await hashOfSource(source);
      const { statements, votes } = await readSource(source, () => {});
      const result = await withInstallation(async ({ services: { db, sealer } }) => {
        const places = place === undefined ? await listPlaces(db) : [await choosePlace(db, place)];
        for (const { placeId } of places) {
          const counted = await recount({ db, sealer, placeId, fileHash, statements, votes });
          if (counted) return counted;
        }
        return null;
      });
      if (!result)
        throw new Error(`These files were not brought in here. Do it with: npx upwell import conversation ${folder}`);
      process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${sentencesOf(result)}\n`);
      process.exitCode = result.agrees ? 0 : 1;
    });
  return command;
};

function sentencesOf({ source, here, differences, agrees }: Recount): string {
  const line = (name: string, sums: Recount['source']) =>
    `${name}: ${sums.events} votes given, ${sums.counting} count: ${sums.agree} agree, ${sums.disagree} disagree, ${sums.pass} pass`;
  return [
    line('In the files', source),
    line('Here        ', here),
    agrees ? 'Every vote agrees.' : 'The counts DIFFER.',
    ...differences.map(
      ({ voter, statement, source: was, here: is }) =>
        `  voter ${voter}, statement ${statement}: ${was ?? 'no vote'} in the files, ${is ?? 'no vote'} here`,
    ),
  ].join('\n');
}
