/** A fault of one input field, named by a JSON pointer such as "/day". */
export interface FieldFault {
  pointer: string;
  detail: string;
}

/** Problem is an answer of the API that says no, with what a person can do about it. */
export class Problem extends Error {
  readonly status: number;
  /** The code that programs go by, e.g. "stale" or "closed". */
  readonly code: string;
  readonly fields: readonly FieldFault[];
  /** Seconds to wait before another try; 0 where none are named. */
  readonly retryAfter: number;

  constructor(status: number, body: Partial<ProblemBody> | undefined, retryAfter = 0) {
    super(body?.detail ?? "");
    this.name = "Problem";
    this.status = status;
    this.code = body?.code ?? "internal";
    this.fields = body?.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

interface ProblemBody {
  detail: string;
  code: string;
  errors: FieldFault[] | null;
}

/** NoAnswer means that the request got no answer: no signal, or the server is away. */
export class NoAnswer extends Error {
  constructor() {
    super("no answer");
    this.name = "NoAnswer";
  }
}
