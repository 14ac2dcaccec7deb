/** A map in plain words, for people who will not read the figures. Groups too small to show stay hidden. */
import { percent, wholeNumber } from './figures.ts';
import type { NoGroups, OpinionMap } from './opinion-map.ts';
import { type ShownMap, type ShownStatement, shownMap } from './publish.ts';

const WHY_NONE: Record<NoGroups, string> = {
  'too-few-people': 'too few people have taken part.',
  'no-differences': 'everyone voted alike.',
  'votes-do-not-hang-together': 'how a person votes on one statement says no more about the others than chance would.',
  'groups-do-not-last': 'drawing the people again gives other groups each time.',
};

/** Sentences on the whole map: who took part, groups, what is agreed, what divides. */
export function describeMap(map: OpinionMap, texts: ReadonlyMap<string, string> = new Map()): string[] {
  const shown = shownMap(map);
  const lines = [
    `${wholeNumber(map.matrix.people.length)} people cast ${wholeNumber(map.matrix.cell.length)} votes on ${wholeNumber(map.matrix.statements.length)} statements.`,
    `${wholeNumber(map.inside.length)} of them voted enough to be placed on the map.`,
    '',
    ...groupLines(map, shown),
    '',
    ...commonLines(shown, texts),
  ];
  const dividing = shown.statements.filter((s) => s.divides > 0 && map.groups.length > 0);
  dividing.sort((a, b) => b.divides - a.divides);
  if (dividing.length > 0) {
    lines.push('', 'What divides the groups most:');
    for (const statement of dividing.slice(0, 5))
      lines.push(`  ${title(statement, texts)}${sharesByGroup(map, statement)}`);
  }
  shown.typical.forEach((chosen, g) => {
    if (chosen.length === 0) return;
    lines.push('', `Typical of group ${map.groups[g]!.name}:`);
    for (const { column, direction, successes, trials, bestAgree } of chosen) {
      const id = map.matrix.statements[column]!;
      const verb = direction === 'agree' || bestAgree !== undefined ? 'agreed' : 'disagreed';
      lines.push(`  ${title({ id }, texts)} (${bestAgree ?? successes} of ${trials} ${verb})`);
    }
  });
  return lines;
}

function groupLines(map: OpinionMap, shown: ShownMap): string[] {
  if (map.verdict === 'none') return [`Groups cannot be told apart: ${WHY_NONE[map.reason ?? 'groups-do-not-last']}`];
  const lines = [`There are ${map.groups.length} opinion groups.`];
  if (map.verdict === 'spectrum') {
    lines.push('They are ends of one range of opinion, with no gap between: where one stops is a matter of degree.');
  }
  for (const group of shown.groups) {
    const sure = group.stability >= 0.75 ? 'comes back' : 'mostly comes back';
    const stays = `${sure} when people are drawn again (${percent(group.stability)} the same)`;
    lines.push(
      group.size === undefined
        ? `  Group ${group.name}: not shown, ${group.hidden === 'too-small' ? 'it is too small' : 'it would give away a smaller one'}.`
        : `  Group ${group.name}: ${wholeNumber(group.size)} people; it ${stays}.`,
    );
  }
  return lines;
}

function commonLines(shown: ShownMap, texts: ReadonlyMap<string, string>): string[] {
  const grouped = shown.groups.some(({ hidden }) => hidden === undefined);
  const everyGroup = shown.groups.every(({ hidden }) => hidden === undefined) ? 'every group' : 'every group shown';
  const common = shown.statements.filter((s) => s.common !== null);
  if (common.length === 0)
    return [grouped ? `No statement surely has a majority in ${everyGroup}.` : 'No statement surely has a majority.'];
  const shareOf = (s: ShownStatement) => (s.common === 'agree' ? s.agreeShare : s.disagreeShare)!;
  const strength = (s: ShownStatement) =>
    (s.common === 'agree' ? s.consensus : s.consensusAgainst)?.low ?? shareOf(s).low;
  common.sort((a, b) => strength(b) - strength(a));
  const heading = grouped ? `Common ground, in ${everyGroup} more than half:` : 'Common ground, surely more than half:';
  return [
    heading,
    ...common.slice(0, 8).map((s) => {
      const { value, low, high } = shareOf(s);
      const overall = `${percent(value)} of all ${s.common}, between ${percent(low)} and ${percent(high)}`;
      return `  ${title(s, texts)} (${overall})`;
    }),
  ];
}

function sharesByGroup(map: OpinionMap, statement: ShownStatement): string {
  const parts = statement.byGroup.flatMap((group, g) =>
    group?.agreeShare === undefined ? [] : [`${map.groups[g]!.name} ${percent(group.agreeShare.value)}`],
  );
  return parts.length === 0 ? '' : ` (agree: ${parts.join(', ')})`;
}

function title(statement: { id: string }, texts: ReadonlyMap<string, string>): string {
  const text = texts.get(statement.id)?.replace(/\s+/g, ' ').trim();
  if (text === undefined || text === '') return `Statement ${statement.id}`;
  return text.length > 140 ? `${text.slice(0, 137)}...` : text;
}
