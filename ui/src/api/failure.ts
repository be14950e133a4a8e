/** How a call to Rust can fail: the rules said no, or something broke. */

export type Fields = Readonly<Record<string, unknown>>;

/** The rules said no and nothing changed. Words: `refusal-<kind>`. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    readonly kind: string,
    readonly fields: Fields,
  ) {
    super(kind);
  }
}

/** It did not happen for another reason: passphrase, disk, damage, a file, a bug. Words: `problem-<kind>`. */
export class Broken extends Error {
  override readonly name = "Broken";
  constructor(
    readonly kind: string,
    readonly fields: Fields,
  ) {
    super(kind);
  }
}

export type Failure = Refused | Broken;

/** Rust rejects with a `Problem`; anything else is a bug on the way. */
export function readFailure(thrown: unknown): Failure {
  if (thrown instanceof Refused || thrown instanceof Broken) return thrown;
  if (isRecord(thrown) && typeof thrown.problem === "string") {
    const { problem, ...fields } = thrown;
    if (problem === "refused" && isRecord(fields.refusal)) return readRefusal(fields.refusal);
    return new Broken(String(problem), fields);
  }
  return new Broken("internal", {
    detail: thrown instanceof Error ? thrown.message : String(thrown),
  });
}

/** A refusal as it stands inside another answer, for instance of a row of an import. */
export function readRefusal(refusal: Fields): Refused {
  const { kind, ...fields } = refusal;
  return new Refused(String(kind), fields);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
