import type { Answer, Asking, BrowserVisit } from '@upwell/platform/http/testing';

/** What proves that a form is ours, as it stands on a page in front of somebody. */
export interface Proof {
  _csrf: string;
  _once: string;
}

/** A proof from the home page, where everybody finds a form; with a key of its own every time. */
export async function proofOf(visit: BrowserVisit): Promise<Proof> {
  await visit.visit('/');
  const field = visit.page.querySelector('form[method=post] input[name=_csrf]');
  return { _csrf: field?.getAttribute('value') ?? '', _once: crypto.randomUUID() };
}

export const formType = 'application/x-www-form-urlencoded';

/** Sends fields to an address as a form would, whether or not there is such a form. Nothing is followed. */
export const send = (
  visit: BrowserVisit,
  address: string,
  fields: Iterable<[string, string]>,
  asking: Asking = {},
): Promise<Answer> =>
  visit.ask(address, {
    method: 'POST',
    follow: false,
    ...asking,
    headers: { 'content-type': formType, ...asking.headers },
    body: asking.body ?? new URLSearchParams([...fields]).toString(),
  });

export const fieldsOf = (typed: Record<string, unknown>): [string, string][] =>
  Object.entries(typed).flatMap(([name, value]): [string, string][] =>
    Array.isArray(value) ? value.map((each) => [name, String(each)]) : [[name, String(value)]],
  );

/** How an answer says that something was kept. */
export const wasTaken = ({ status }: Answer) => status < 400;
