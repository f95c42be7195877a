/** A Python package index with one file on it, on this machine alone. It can break a download off, as networks do. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface PackageIndex {
  /** The environment in which pip asks this index and no other. */
  readonly environment: NodeJS.ProcessEnv;
  /** How often the file was asked for. */
  downloads(): number;
  /** Breaks off so many of the next downloads in their middle. */
  breakOff(times: number): void;
}

/** Starts the index; it ends with the test. */
export async function startPackageIndex(
  name: string,
  file: string,
  content: Uint8Array,
): Promise<PackageIndex> {
  let downloads = 0;
  let broken = 0;
  const server = createServer((request, response) => {
    if (request.url === `/simple/${name}/`) {
      response.setHeader("content-type", "text/html");
      response.end(`<!DOCTYPE html><html><body><a href="/files/${file}">${file}</a></body></html>`);
      return;
    }
    if (request.url !== `/files/${file}`) {
      response.writeHead(404).end();
      return;
    }
    downloads++;
    response.writeHead(200, { "content-length": content.length, "content-type": "application/octet-stream" });
    if (broken > 0) {
      broken--;
      response.write(content.subarray(0, content.length / 2), () => response.destroy());
      return;
    }
    response.end(content);
  });
  await listen(server);
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return {
    environment: {
      ...process.env,
      PIP_CONFIG_FILE: "/dev/null",
      PIP_INDEX_URL: `http://127.0.0.1:${port}/simple`,
      PIP_EXTRA_INDEX_URL: "",
      PIP_FIND_LINKS: "",
      PIP_RETRIES: "0",
      NO_PROXY: "127.0.0.1",
      no_proxy: "127.0.0.1",
    },
    downloads: () => downloads,
    breakOff: (times) => (broken = times),
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
}
