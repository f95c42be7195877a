/** Errors that the user can mend, where trainers and the command line look for them; this file loads nothing else. */
export { explainSystemError, systemErrorCode, UserError } from "../runtime/errors.js";
