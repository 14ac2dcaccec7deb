import { type SettingName, settings, type Values } from './settings.ts';

/** The names and texts of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration cannot be used; `problems` are sentences naming the setting and what to do. */
export class ConfigError extends Error {
  readonly problems: string[];
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** Reads each setting by its own schema. One sentence for each that is wrong; secrets are not repeated in it. */
export function readValues(environment: Environment): { values: Values; problems: string[] } {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, setting] of Object.entries(settings)) {
    const text = environment[name]?.trim() || setting.usual;
    if (text === undefined) continue;
    const read = setting.schema.safeParse(text);
    if (read.success) values[name] = read.data;
    else
      problems.push(
        `${name} must ${setting.must}. ${setting.secret ? 'What is there is not.' : `It is "${shorten(text)}".`}`,
      );
  }
  return { values: values as Values, problems };
}

const shorten = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text);

const ours = /^(UPWELL|SMTP|MAIL|NOTIFY|SMS|S3|OIDC|EMBEDDED_PG)_/;

/** One sentence for each name in the environment that looks like a setting of ours and is none. */
export function strangers(environment: Environment): string[] {
  const names = Object.keys(settings) as SettingName[];
  return Object.keys(environment).flatMap((name) => {
    if (name in settings) return [];
    const near = names.find((known) => known.length > 4 && misspelt(name, known));
    if (near) return [`${name} is not a setting. Did you mean ${near}?`];
    return ours.test(name) ? [`${name} is not a setting and changes nothing. See docs/configuration.md.`] : [];
  });
}

/** Whether two names differ by one letter missing, added or wrong, or by two neighbours the wrong way round. */
function misspelt(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  if (short.length !== long.length) return short.slice(at) === long.slice(at + 1);
  if (short.slice(at + 1) === long.slice(at + 1)) return true;
  return short[at] === long[at + 1] && short[at + 1] === long[at] && short.slice(at + 2) === long.slice(at + 2);
}
