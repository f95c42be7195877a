/** Files that use each other. */
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { renderDiagnostics } from "../../../src/compiler/diagnostics/render.js";
import { resolvePath } from "../../../src/compiler/link/paths.js";

const net =
  "model Net(X: int = 2) { input 28x28x1 encoder { stage a { conv 3x3 8 relu pool (X)x(X) } } loss { L2rec 1 } }";

function compileFiles(files: Readonly<Record<string, string>>) {
  const path = "specs/main.swwae";
  return compile({ path, text: files[path] ?? "" }, { host: { read: (used) => files[used] ?? null } });
}

describe("paths", () => {
  it("count from the folder of the file that says them", () => {
    expect(resolvePath("specs/a.swwae", "./b.swwae")).toBe("specs/b.swwae");
    expect(resolvePath("specs/a.swwae", "../lib/./b.swwae")).toBe("lib/b.swwae");
    expect(resolvePath("a.swwae", "../../b.swwae")).toBe("../../b.swwae");
    expect(resolvePath("../a.swwae", "../b.swwae")).toBe("../../b.swwae");
    expect(resolvePath("/specs/a.swwae", "./b.swwae")).toBe("/specs/b.swwae");
  });
});

describe("use", () => {
  it("brings models to extend and to train, under other names too", () => {
    const { plan, diagnostics, sources } = compileFiles({
      "specs/main.swwae": `use Net as Base from "./lib/nets.swwae" model B extends Base(X = 3) { where none } experiment E { model B, Base, Base(X = 4) data mnist }`,
      "specs/lib/nets.swwae": `use Net from "../../net.swwae"`,
      "net.swwae": net,
    });
    expect(diagnostics).toEqual([]);
    expect(plan.models.map(({ name, stages }) => [name, stages[0]?.pool?.size[0]])).toEqual([
      ["B", 3],
      ["Base", 2],
      ["BaseX4", 4],
    ]);
    expect([...sources.keys()]).toEqual(["specs/main.swwae", "specs/lib/nets.swwae", "net.swwae"]);
    // Places in other files say so.
    const [extended, used] = plan.models;
    expect(extended?.span.file).toBeUndefined();
    expect(extended?.stages[0]?.span).toEqual({
      start: net.indexOf("stage"),
      end: net.indexOf(" } loss"),
      file: "net.swwae",
    });
    expect(used?.span).toEqual({ start: 0, end: net.length, file: "net.swwae" });
    expect(extended?.decoder[0]?.unpool).toBe(extended?.stages[0]?.pool);
  });

  it("tells mistakes of a used file with its path, its text, and where it is used", () => {
    const { diagnostics, sources, plan } = compileFiles({
      "specs/main.swwae": `use Net from "./net.swwae"\nmodel B extends Net { where none }`,
      "specs/net.swwae": `// The net.\n\n${net.replace("relu", "rellu")}`,
    });
    expect(renderDiagnostics(diagnostics, sources, { color: false })).toBe(
      [
        "error SW0203: unknown layer `rellu`",
        "  ╭─ specs/net.swwae:3:70",
        `3 │ ${net.replace("relu", "rellu")}`,
        `  │ ${" ".repeat(net.indexOf("relu"))}^^^^^ did you mean \`relu\`?`,
        "  │",
        "  = used from specs/main.swwae:1",
        "  = fix: relu",
        "  = explain: swwae explain SW0203",
      ].join("\n"),
    );
    expect(plan.models).toEqual([]);
  });

  it("reads foreign spellings of a used file as they are meant, each told once", () => {
    const foreign = net.replace("conv 3x3 8 relu", `Conv2D(8, (3, 3), activation="relu")`);
    const { diagnostics } = compileFiles({
      "specs/main.swwae": `use Net from "./net.swwae" use A from "./a.swwae" experiment E { model Net(X = 2, 4), A data "./maps" }`,
      "specs/net.swwae": foreign.replace("L2rec 1", "l2rec 1"),
      "specs/a.swwae": foreign.replace("Net(X: int = 2)", "A").replace("(X)x(X)", "2x2").replace("(8", "(0"),
    });
    expect(diagnostics.map(({ path, code, fix }) => [path, code, fix?.title])).toEqual([
      ["specs/net.swwae", "SW0131", "conv 3x3 8  relu"],
      ["specs/net.swwae", "SW0401", "L2rec"],
      // That 0 is no count shows when the spelling is mended, not before.
      ["specs/a.swwae", "SW0131", "conv 3x3 0  relu"],
    ]);
  });

  it("keeps the silences of a used file, and says what is wrong with them only there", () => {
    const lint = net.replace("L2rec 1", "L2rec 1\n// swwae-ignore SW0406 for the table\n L2M 0.5");
    const files = {
      "specs/main.swwae": `use Net from "./net.swwae" experiment E { model Net data "./maps" }`,
      "specs/net.swwae": lint,
    };
    expect(compileFiles(files).diagnostics).toEqual([]);
    const loud = compileFiles({ ...files, "specs/net.swwae": lint.replace("0406", "0405") }).diagnostics;
    expect(loud.map(({ path, code }) => [path, code])).toEqual([["specs/net.swwae", "SW0406"]]);
  });

  it("reads every file once, and finds circles", () => {
    const read: string[] = [];
    const files: Readonly<Record<string, string>> = {
      "b.swwae": `use Net from "./d.swwae" use M from "./a.swwae"`,
      "c.swwae": `use Net from "./d.swwae"`,
      "d.swwae": net,
    };
    const text = `use Net from "./b.swwae" use Net as Other from "./c.swwae" model M extends Net { } model N extends Other { }`;
    const host = {
      read(path: string): string | null {
        read.push(path);
        return files[path] ?? null;
      },
    };
    const { diagnostics } = compile({ path: "a.swwae", text }, { host });
    expect(diagnostics.map(({ code, path, notes }) => [code, path, notes[0]])).toEqual([
      ["SW0703", "b.swwae", "the circle: a.swwae → b.swwae → a.swwae"],
    ]);
    expect(read).toEqual(["b.swwae", "d.swwae", "c.swwae"]);
  });

  it("is an error where nothing reads files", () => {
    const { diagnostics } = compile({
      path: "a.swwae",
      text: `use Net from "./net.swwae" model M extends Net { }`,
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(["SW0701"]);
  });

  it("survives chains of a thousand files", () => {
    const host = { read: (path: string) => `use A from "./${Number(path.replace(".swwae", "")) + 1}.swwae"` };
    const { diagnostics } = compile({ path: "0.swwae", text: host.read("0.swwae") }, { host });
    expect(diagnostics.map(({ code }) => code)).toContain("SW0701");
  });
});
