/** `swwae cache`: what is kept between runs of decoded pictures. */
import { Argument, type Command } from "commander";
import { jsonOption } from "../options/commonOptions.js";
import type { Terminal } from "../terminal.js";

export function addCache(program: Command, terminal: Terminal): Command {
  return program
    .command("cache")
    .summary("list or clean what is kept of decoded pictures")
    .description(
      "Pictures in folders and lists are decoded once, into a packed file for each set and size. Without an argument, or with list, " +
        "says which there are; clean deletes them all: whoever needs one again decodes its pictures anew.",
    )
    .addArgument(new Argument("[what]", "what to do").choices(["list", "clean"]).default("list"))
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
They lie in images/ in $SWWAE_CACHE, or else in swwae/ in $XDG_CACHE_HOME or ~/.cache; $SWWAE_IMAGES_CACHE names another folder for
them alone. They may take 20 GB together, or what $SWWAE_CACHE_LIMIT says (500MB, 100GB); beyond, the least recently used goes first.

Examples:
  $ swwae cache
  $ swwae cache clean`,
    )
    .action(async (what: "list" | "clean", options: { readonly json?: true }) => {
      const { cleanCache, listCache } = await import("../session/imageCache.js");
      await (what === "clean" ? cleanCache : listCache)(options.json === true, terminal);
    });
}
