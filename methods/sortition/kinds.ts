import { byText, type Problem } from './model.ts';

/** People who are interchangeable: the same value on every feature and the same household make-up. */
export interface Kind {
  /** Row of each feature value this kind has, one per feature. */
  readonly values: readonly number[];
  /** Indices of its people into {@link Kinds.people}, in id order. */
  readonly members: readonly number[];
  /** Most members one panel can hold. */
  readonly most: number;
  /** Its household signature, an index into {@link Kinds.signatures}; −1 for people alone at their address. */
  readonly signature: number;
}

/** Addresses where the same combination of kinds live. One person per address at most. */
export interface Signature {
  readonly kinds: readonly number[];
  /** Each address: its members, as indices into {@link Kinds.people}. */
  readonly addresses: readonly (readonly number[])[];
}

export interface ValueRow {
  readonly feature: string;
  readonly value: string;
  readonly min: number;
  readonly max: number;
}

/** A problem in canonical form: independent of the order of rows and features in any file. */
export interface Kinds {
  readonly size: number;
  /** Ids in order. */
  readonly people: readonly string[];
  readonly kindOf: Int32Array;
  readonly kinds: readonly Kind[];
  readonly values: readonly ValueRow[];
  readonly features: readonly string[];
  readonly signatures: readonly Signature[];
}

/** Groups people into kinds. Values, people and kinds are ordered by name and id, so row order never matters. */
export function kindsOf(problem: Problem): Kinds {
  const quotas = [...problem.quotas].sort((a, b) => byText(a.feature, b.feature) || byText(a.value, b.value));
  const values = quotas.map(({ feature, value, min, max }) => ({ feature, value, min, max }));
  const features = [...new Set(values.map(({ feature }) => feature))];
  const rowOf = new Map(values.map(({ feature, value }, row) => [`${feature}\u0000${value}`, row]));
  const people = [...problem.people].sort((a, b) => byText(a.id, b.id));
  const vectors = people.map((person) =>
    features.map((feature) => rowOf.get(`${feature}\u0000${person.values[feature]}`) as number),
  );
  const vectorKeys = vectors.map((vector) => vector.map((row) => row.toString().padStart(4, '0')).join(' '));

  const addresses = new Map<string, number[]>();
  for (const [i, { household }] of people.entries()) {
    if (household === undefined) continue;
    const members = addresses.get(household) ?? [];
    members.push(i);
    addresses.set(household, members);
  }
  const signatureOf = new Array<string>(people.length).fill('');
  const bySignature = new Map<string, number[][]>();
  for (const members of addresses.values()) {
    if (members.length < 2) continue;
    const signature = members
      .map((i) => vectorKeys[i] as string)
      .sort(byText)
      .join('+');
    for (const i of members) signatureOf[i] = signature;
    const shared = bySignature.get(signature) ?? [];
    shared.push(members);
    bySignature.set(signature, shared);
  }
  const signatureNames = [...bySignature.keys()].sort(byText);
  const signatureIndex = new Map(signatureNames.map((name, i) => [name, i]));

  const groups = new Map<string, number[]>();
  for (let i = 0; i < people.length; i++) {
    const key = `${vectorKeys[i]}|${signatureOf[i]}`;
    const members = groups.get(key) ?? [];
    members.push(i);
    groups.set(key, members);
  }
  const kindOf = new Int32Array(people.length);
  const kinds = [...groups.keys()].sort(byText).map((key, t): Kind => {
    const members = groups.get(key) as number[];
    for (const i of members) kindOf[i] = t;
    const first = members[0] as number;
    const signature = signatureOf[first] === '' ? -1 : (signatureIndex.get(signatureOf[first] as string) as number);
    const addressCount =
      signature < 0 ? members.length : (bySignature.get(signatureOf[first] as string) as number[][]).length;
    return { values: vectors[first] as number[], members, most: Math.min(members.length, addressCount), signature };
  });
  const signatures = signatureNames.map(
    (name, h): Signature => ({
      kinds: kinds.flatMap((kind, t) => (kind.signature === h ? [t] : [])),
      addresses: (bySignature.get(name) as number[][]).sort((a, b) => (a[0] as number) - (b[0] as number)),
    }),
  );
  return { size: problem.size, people: people.map(({ id }) => id), kindOf, kinds, values, features, signatures };
}
