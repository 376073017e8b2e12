/** The few errors a person may see. Anything else becomes one neutral sentence with an id to quote. */
export class ReadableError extends Error {
  constructor(
    message: string,
    readonly status: number,
    readonly code: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** A stranger's thing and a missing thing are the same answer, so that ids cannot be guessed. */
export class NotFound extends ReadableError {
  constructor(what = "Page") {
    super(
      `${what} not found. It may have been removed, or you may not have access. Go back to your projects.`,
      404,
      "not-found",
    );
  }
}

/** Signed in, sees the thing, but may not do this. */
export class Forbidden extends ReadableError {
  constructor(message = "Your role does not allow this. Ask a project manager.") {
    super(message, 403, "forbidden");
  }
}

/** Not signed in, or the session has ended. */
export class SignedOut extends ReadableError {
  constructor() {
    super("You are signed out. Sign in again; what you typed is kept on this device.", 401, "signed-out");
  }
}

/** The value cannot be taken; `field` names where. What was typed stays with the person. */
export class Invalid extends ReadableError {
  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message, 422, "invalid");
  }
}

/** Somebody else saved in between; carries both values so that the person can choose. */
export class Conflict<T = unknown> extends ReadableError {
  constructor(
    message: string,
    readonly current: T,
  ) {
    super(message, 409, "conflict");
  }
}

/** A link that did its work or whose time is over; says which, and what to do. */
export class LinkEnded extends ReadableError {
  constructor(message: string) {
    super(message, 410, "link-ended");
  }
}

/** Too many tries; says when to come back. */
export class TooMany extends ReadableError {
  constructor(readonly retryAfterSeconds: number) {
    super(`Too many tries. Wait ${Math.ceil(retryAfterSeconds / 60)} min and try again.`, 429, "too-many");
  }
}
