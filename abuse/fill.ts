import type { Answer, BrowserVisit, Typed } from '@upwell/platform/http/testing';
import { type HTMLElement, parse } from 'node-html-parser';
import { crawl, type Found, isPage, shapeOf } from './crawl.ts';
import { type Declared, routeOf } from './declared.ts';

/** A form as it was found on a page. */
export interface FormAt {
  /** The same for forms that differ in nothing but ids and values. */
  key: string;
  /** Where the page is. */
  page: string;
  action: string;
  route: Declared | undefined;
  /** Names of its fields, the hidden ones left out. */
  fields: readonly string[];
}

/** One field that wants words. */
export interface Slot {
  at: FormAt;
  field: string;
  kind: 'line' | 'lines' | 'email';
}

/** What to write into a field of words; undefined leaves what stands there. */
export type Say = (slot: Slot) => string | undefined;
/** Which of several choices to take; undefined takes the one on the page, else the first. */
export type Choose = (field: string, options: readonly string[]) => string | undefined;

export interface Attempt {
  at: FormAt;
  typed: Typed;
  answer: Answer;
  /** What was said of the fields that were refused at first. */
  refusals: ReadonlyMap<string, string>;
  /** It was taken: a redirect, and no words about a problem. */
  accepted: boolean;
}

/** Forms that end something, a visit, a role or a record: they are filled in last or not at all. */
export const isEnding = ({ action }: Pick<FormAt, 'action'>) =>
  /\/(sign-out|end|end-\w+|hand-over|shut-out|close|withdraw|leave|succeed|remove|stop|cancel|erase)$/.test(
    action.split('?', 1)[0] as string,
  );

/** Every form that sends something, once for each shape of address and set of fields. */
export function formsOn(found: Found): FormAt[] {
  const forms = new Map<string, FormAt>();
  for (const [page, answer] of found) {
    if (!isPage(answer) || answer.status !== 200) continue;
    for (const form of parse(answer.body).querySelectorAll('form[method=post]')) {
      const action = form.getAttribute('action') ?? page;
      const fields = namesOf(form);
      const hidden = form.querySelectorAll('input[type=hidden]').map((field) => field.getAttribute('name') as string);
      const key = `${shapeOf(action)} ${[...fields, ...hidden].sort().join()}`;
      if (!forms.has(key)) forms.set(key, { key, page, action, route: routeOf(action), fields });
    }
  }
  return [...forms.values()];
}

const typeOf = (field: HTMLElement) =>
  field.tagName === 'INPUT' ? (field.getAttribute('type') ?? 'text') : field.tagName.toLowerCase();
const controls = (form: HTMLElement) =>
  form
    .querySelectorAll('input, textarea, select')
    .filter((field) => field.getAttribute('name') && typeOf(field) !== 'hidden');
/** The fields somebody fills in: their names and kinds. */
export const controlsOf = (form: HTMLElement) =>
  controls(form).map((field) => ({ name: field.getAttribute('name') as string, kind: typeOf(field) }));
const namesOf = (form: HTMLElement) => [
  ...new Set(controls(form).map((field) => field.getAttribute('name') as string)),
];

/** The form in front of somebody. */
export const formOf = (visit: BrowserVisit, at: FormAt): HTMLElement =>
  visit.form(new RegExp(`^${at.action.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));

/** An ordinary answer to every field of a form, with the words that are given. */
export function plausible(form: HTMLElement, at: FormAt, say: Say, choose: Choose = () => undefined): Typed {
  const typed: Typed = {};
  for (const name of namesOf(form)) {
    const fields = controls(form).filter((field) => field.getAttribute('name') === name);
    const first = fields[0] as HTMLElement;
    const value = first.getAttribute('value') ?? '';
    const part = /-(day|month|year)$/.exec(name)?.[1];
    const kind = typeOf(first);
    if (kind === 'file') continue;
    if (part)
      typed[name] =
        part === 'day' ? '15' : part === 'month' ? (/until|end|clos|due|by/i.test(name) ? '9' : '6') : '2026';
    else if (kind === 'radio' || kind === 'select') {
      const options =
        kind === 'radio'
          ? fields.map((field) => field.getAttribute('value') ?? '')
          : first.querySelectorAll('option').map((option) => option.getAttribute('value') ?? option.text);
      const standing =
        fields.find((field) => field.getAttribute('checked') !== undefined)?.getAttribute('value') ??
        first.querySelector('option[selected]')?.getAttribute('value');
      typed[name] = choose(name, options) ?? (standing || options.find((option) => option !== '') || '');
    } else if (kind === 'checkbox') {
      const ticked = fields.filter((field) => field.getAttribute('checked') !== undefined);
      typed[name] = (ticked.length > 0 ? ticked : fields.slice(0, 1)).map(
        (field) => field.getAttribute('value') ?? 'on',
      );
    } else if (kind === 'email') typed[name] = addressIn(say({ at, field: name, kind })) ?? 'somebody@example.org';
    // Numbers that Ofcom keeps for stories: nobody has them.
    else if (kind === 'tel') typed[name] = '07700 900123';
    else if (kind === 'url') typed[name] = 'https://example.org/paper';
    else if (kind === 'date') typed[name] = '2026-06-15';
    else if (kind === 'time') typed[name] = '18:30';
    else if (kind === 'number' || /numeric|decimal/.test(first.getAttribute('inputmode') ?? ''))
      typed[name] = value || '12';
    else
      typed[name] =
        say({ at, field: name, kind: kind === 'textarea' ? 'lines' : 'line' }) ??
        (kind === 'textarea' ? first.text : value);
  }
  return typed;
}

const addressIn = (words: string | undefined) => (words?.includes('@') ? words : undefined);

/** What a sentence about a field asks for, read as a person reads it; else tried one after another. */
const asFor: [RegExp, string][] = [
  [/e-mail/i, 'somebody@example.org'],
  [/mobile|phone/i, '07700 900123'],
  [/number|figures/i, '12'],
  [/pounds|money|£/i, '£12.00'],
  [/small letters/i, 'a-short-name'],
  [/postcode/i, 'LA5 9AB'],
];
const otherAnswers = ['12', '2026-06-15', '18:30', 'https://example.org/paper', ''];
/** Day and month of other days to try: before the day it is in a world that begins in March, then later and later. */
const otherDays = [
  ['20', '2'],
  ['20', '6'],
  ['28', '11'],
  ['3', '3'],
] as const;

const answerTo = (problem: string, count: number): string =>
  (count === 0 ? asFor.find(([words]) => words.test(problem))?.[1] : undefined) ?? otherAnswers[count] ?? '';

/**
 * Opens the page of a form, fills it in and sends it. Where fields are refused it reads which, as a person does,
 * and answers those otherwise, a few times.
 * @param standing answers that are known to be taken, in place of the ordinary ones
 */
export async function fillIn(
  visit: BrowserVisit,
  at: FormAt,
  say: Say,
  choose?: Choose,
  standing: Typed = {},
): Promise<Attempt | null> {
  await visit.visit(at.page);
  let form: HTMLElement;
  try {
    form = formOf(visit, at);
  } catch {
    return null;
  }
  let typed: Typed = { ...plausible(form, at, say, choose), ...standing };
  let answer = await visit.submit(typed, form.getAttribute('action'), { follow: false });
  const tries = new Map<string, number>();
  const refusals = new Map<string, string>();
  for (let round = 0; round < 5 && answer.status === 400; round += 1) {
    const refused = fieldsRefused(visit.page).filter(({ name }) => name in typed || `${name}-day` in typed);
    if (refused.length === 0) break;
    try {
      form = formOf(visit, at);
    } catch {
      break;
    }
    const again: Typed = {};
    for (const name of namesOf(form)) if (name in typed) again[name] = typed[name] as string;
    for (const { name, problem } of refused) {
      if (!refusals.has(name)) refusals.set(name, problem);
      const count = tries.get(name) ?? 0;
      tries.set(name, count + 1);
      const fields = controls(form).filter((field) => field.getAttribute('name') === name);
      const kind = fields[0] ? typeOf(fields[0]) : 'date';
      if (kind === 'radio') again[name] = fields[(count + 1) % fields.length]?.getAttribute('value') ?? '';
      else if (kind === 'select')
        again[name] = fields[0]?.querySelectorAll('option')[count + 1]?.getAttribute('value') ?? '';
      else if (`${name}-year` in again) {
        const [day, month] = otherDays[count % otherDays.length] as readonly [string, string];
        Object.assign(again, { [`${name}-day`]: day, [`${name}-month`]: month });
      } else if (kind !== 'checkbox' && kind !== 'file') again[name] = answerTo(problem, count);
    }
    typed = again;
    answer = await visit.submit(typed, form.getAttribute('action'), { follow: false });
  }
  return { at, typed, answer, refusals, accepted: answer.status === 303 || answer.status === 302 };
}

/** The fields an error summary leads to, and what it says of each. */
function fieldsRefused(page: HTMLElement): { name: string; problem: string }[] {
  const refused = new Map<string, string>();
  for (const link of page.querySelectorAll('.nhsuk-error-summary a')) {
    const field = page.getElementById((link.getAttribute('href') ?? '').slice(1));
    const name = field?.getAttribute('name') ?? field?.querySelector('[name]')?.getAttribute('name');
    if (name) refused.set(name.replace(/-(day|month|year)$/, ''), link.text);
  }
  return [...refused].map(([name, problem]) => ({ name, problem }));
}

/**
 * Fills in every form that can be reached, in rounds: what one makes opens pages with others.
 * `each` may fill a form in more than once.
 */
export async function fillEverything(
  visit: BrowserVisit,
  each: (at: FormAt) => Promise<readonly (Attempt | null)[]>,
  { rounds = 2, perShape = 3 }: { rounds?: number; perShape?: number } = {},
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const done = new Set<string>();
  for (let round = 0; round < rounds; round += 1) {
    let fresh = 0;
    for (const at of formsOn(await crawl(visit, { perShape }))) {
      if (isEnding(at) || done.has(at.key)) continue;
      done.add(at.key);
      fresh += 1;
      for (const attempt of await each(at)) if (attempt) attempts.push(attempt);
    }
    if (fresh === 0) break;
  }
  return attempts;
}
