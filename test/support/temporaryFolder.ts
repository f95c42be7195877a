/** A folder of its own for a test, gone when the test is over; and a disk that is always full. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Creates the folder; call it inside a test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "swwae-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * The path of a device that refuses every byte with ENOSPC: a link to /dev/full, so that code which wrongly replaces what it
 * should write to replaces the link and not the machine's device.
 */
export function fullDevice(): string {
  const path = join(temporaryFolder(), "full");
  symlinkSync("/dev/full", path);
  return path;
}
