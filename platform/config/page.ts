import { groups, type Setting, type SettingName, settings } from './settings.ts';

const intro = `# Configuration

Upwell starts without any setting. What you want different goes into the environment of the process: a line
\`NAME=value\` before the command, an \`EnvironmentFile=\` of systemd, the \`environment:\` of a container.
A value that cannot be right is refused at the start, in a sentence that names the setting.
Secrets are never shown, logged or repeated in such a sentence.

This page is made from \`platform/config/settings.ts\` by \`node --import tsx platform/config/write-page.ts\`; a test keeps
the two the same.
`;

/** The text of `docs/configuration.md`. */
export function configurationPage(): string {
  const all = Object.entries(settings) as [SettingName, Setting][];
  const sections = groups.map((group) => {
    const rows = all.filter(([, setting]) => setting.group === group).map(([name, setting]) => row(name, setting));
    return `## ${group}\n\n| Setting | What it means | When left out | Must |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
  });
  return [intro, ...sections].join('\n');
}

function row(name: SettingName, { means, must, usual, without, example, secret }: Setting): string {
  const absent = usual === undefined ? (without ?? 'not used') : `\`${usual}\``;
  const shown = example ? `${must}. Example: \`${example}\`` : must;
  const cells = [`\`${name}\`${secret ? ' (secret)' : ''}`, means, absent, shown];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
