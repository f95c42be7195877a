/**
 * Errors that the user can mend: a missing file, a full disk, a learning rate that made the loss explode.
 *
 * Whoever catches a `UserError` prints its message and hint and no stack; any other error is a fault of ours.
 */

/** An error whose cause lies outside the program. `message` says what is wrong, `hint` what to do about it. */
export class UserError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "UserError";
    this.hint = options.hint;
  }
}

/** What the operating system's error codes mean for a path, and what usually helps. */
const systemErrors: Readonly<Record<string, { meaning: string; hint?: string }>> = {
  ENOENT: { meaning: "there is no such file or folder" },
  EACCES: { meaning: "permission denied", hint: "choose a path that you may read and write" },
  EPERM: { meaning: "the operation is not permitted", hint: "choose a path that you may read and write" },
  EROFS: { meaning: "the file system is read-only", hint: "choose a folder on another file system" },
  ENOSPC: { meaning: "no space is left on the device", hint: "free some space or choose another folder" },
  EDQUOT: { meaning: "the disk quota is used up", hint: "free some space or choose another folder" },
  EISDIR: { meaning: "it is a folder, and a file is needed" },
  ENOTDIR: { meaning: "a part of the path is a file, not a folder" },
  EEXIST: { meaning: "it exists already" },
  EMFILE: { meaning: "too many files are open" },
  ENAMETOOLONG: { meaning: "the name is too long" },
};

/**
 * Turns an operating system's error about `path` into a {@link UserError} that names the path.
 *
 * @param action what was being done, as an infinitive: "read", "write", "create the folder".
 * @returns the UserError; any error without a known system code is returned as it came.
 */
export function explainSystemError(error: unknown, action: string, path: string): unknown {
  const code = systemErrorCode(error);
  const known = code === undefined ? undefined : systemErrors[code];
  if (code === undefined || known === undefined) return error;
  return new UserError(`cannot ${action} ${path}: ${known.meaning} (${code})`, {
    cause: error,
    ...(known.hint === undefined ? {} : { hint: known.hint }),
  });
}

/** The code of a system error, such as "ENOENT"; undefined for any other error. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
