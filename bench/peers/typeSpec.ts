/** TypeSpec's compiler in a folder of its own, beside the other peers; users never need it. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../packageRoot.js";

/** The newest when this was last measured. */
const typeSpecVersion = "1.17.0";

const folder = fileURLToPath(new URL("bench/peers/.typespec/", packageRoot));

/** The arguments for Node that check a TypeSpec file; the compiler is installed from npm where it is not there yet. */
export function typeSpecCheck(file: string, say: (line: string) => void): string[] {
  const installed = `${folder}node_modules/@typespec/compiler`;
  if (!existsSync(`${installed}/package.json`)) {
    say(`installing @typespec/compiler ${typeSpecVersion} in ${folder}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}package.json`, '{ "private": true }\n');
    const parameters = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact"];
    const { status } = spawnSync("npm", [...parameters, `@typespec/compiler@${typeSpecVersion}`], {
      cwd: folder,
      stdio: ["ignore", "inherit", "inherit"],
    });
    if (status !== 0) throw new Error(`npm ended with ${status}`);
  }
  const script = fileURLToPath(new URL("bench/peers/typespec_check.mjs", packageRoot));
  return [script, `${installed}/dist/src/index.js`, file];
}
