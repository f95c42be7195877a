/** How a setup tells what it does. Where the words go is for the command line to decide. */

export interface SetupReporter {
  /** A line about what is done now, or was found. */
  say(line: string): void;
  /** Begins to show a download of so many bytes. */
  download(title: string, bytes: number): DownloadDisplay;
}

export interface DownloadDisplay {
  /** Bytes that have arrived so far. */
  update(received: number): void;
  stop(): void;
}

/** A number of bytes as indexes and disks have them, in powers of ten: "273.8 MB", "1.13 GB". */
export function byteCount(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e3).toFixed(1)} kB`;
}
