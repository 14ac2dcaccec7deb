import type { Answer, Asking, BrowserVisit } from '@upwell/platform/http/testing';

/** What proves that a form is ours, as it stands on a page in front of somebody. */
export interface Proof {
  _csrf: string;
  _once: string;
}

const proofs = new WeakMap<BrowserVisit, { cookies: string; token: string }>();

/** A proof as it stands on a page where everybody finds a form; with a key of its own every time. */
export async function proofOf(visit: BrowserVisit, page = '/sign-in/email'): Promise<Proof> {
  // The proof hangs on the cookies and changes with them, never with the page.
  const known = proofs.get(visit);
  const cookies = () => JSON.stringify(Object.entries(visit.cookies).filter(([name]) => /visit|session/.test(name)));
  if (known?.cookies === cookies()) return { _csrf: known.token, _once: crypto.randomUUID() };
  await visit.visit(page);
  const token = visit.page.querySelector('form[method=post] input[name=_csrf]')?.getAttribute('value') ?? '';
  proofs.set(visit, { cookies: cookies(), token });
  return { _csrf: token, _once: crypto.randomUUID() };
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
