/** The page docs/grammar.md: every rule with what it is for, its railroad diagram and its EBNF; the tokens; what the step between them decides. */
import { writeRule } from "./ebnf.js";
import { moreText, placedSigns, placedWords, placesText, signsText } from "./places.js";
import { readRules, type Rule, type RuleName, rulesIn } from "./productions.js";
import { drawRule } from "./railroad.js";
import { type RuleGroup, ruleGroups, ruleSentences } from "./rules.js";
import { readKeywords, readTokens } from "./tokens.js";

/** A file of the reference, and its path from the folder docs/. */
export interface ReferenceFile {
  readonly path: string;
  readonly text: string;
}

/** The page and its pictures. Throws where a rule belongs to no group of the page, or to two. */
export function grammarReference(): ReferenceFile[] {
  const rules = new Map(readRules().map((rule) => [rule.name, rule]));
  requireEachOnce([...rules.keys()]);
  const pictures = [...rules.values()].map((rule) => ({
    path: picturePath(rule.name),
    text: drawRule(rule),
  }));
  return [{ path: "grammar.md", text: page(rules) }, ...pictures];
}

function requireEachOnce(names: readonly RuleName[]): void {
  const told = ruleGroups.flatMap(({ rules }) => rules);
  const lost = names.find((name) => told.filter((one) => one === name).length !== 1);
  if (lost !== undefined)
    throw new Error(`the rule ${lost} must stand in exactly one group of the reference`);
}

function page(rules: ReadonlyMap<RuleName, Rule>): string {
  return `${[
    "<!-- Generated from grammar/. Edit the grammar or grammar/reference/, not this page. -->",
    "# The grammar",
    "Every rule of the parser, as a railroad diagram and as [EBNF](https://www.w3.org/TR/xml/#sec-notation). [The language](language.md) tells what " +
      "the parts mean; this page tells how they are written. White space and comments may stand between any two tokens.",
    "In the diagrams, round blue boxes are written as they are; boxes with corners are rules and [tokens](#tokens); dashed boxes are mistakes that are " +
      "let in so that they can be named.",
    ...ruleGroups.flatMap((group) => groupText(group, rules)),
    ...tokenText(),
    ...placeText(),
  ].join("\n\n")}\n`;
}

function groupText(
  { title, introduction, rules: names }: RuleGroup,
  rules: ReadonlyMap<RuleName, Rule>,
): string[] {
  return [`## ${title}`, introduction, ...names.flatMap((name) => ruleText(name, rules))];
}

function ruleText(name: RuleName, rules: ReadonlyMap<RuleName, Rule>): string[] {
  const rule = rules.get(name);
  if (rule === undefined) throw new Error(`the parser has no rule ${name}`);
  const users = [...rules.values()]
    .filter(({ body }) => rulesIn(body).includes(name))
    .map((user) => user.name);
  const usedBy = users.length === 0 ? [] : [`Used by ${users.map(linkTo).join(", ")}.`];
  return [
    `### ${name}`,
    ruleSentences[name],
    `![Railroad diagram of ${name}](${picturePath(name)})`,
    `\`\`\`ebnf\n${writeRule(rule)}\n\`\`\``,
    ...usedBy,
  ];
}

function tokenText(): string[] {
  const tokens = readTokens().flatMap(({ name, sentence, ebnf }) => [
    `### ${name}`,
    sentence,
    `\`\`\`ebnf\n${ebnf}\n\`\`\``,
  ]);
  const keywords = readKeywords().map((word) => `\`${word}\``);
  return [
    "## Tokens",
    `The lexer takes the longest token. These words are always keywords and never names: ${keywords.join(", ")}. All other words and signs that the ` +
      "rules show in quotes are written as they stand there.",
    ...tokens,
  ];
}

function placeText(): string[] {
  const words = Object.entries(placedWords).map(
    ([word, { where, example }]) => `| \`${word}\` | ${where} | ${example} |`,
  );
  const signs = placedSigns.map(({ signs: these, where }) => `| ${these} | ${where} |`);
  return [
    "## Between lexer and parser",
    placesText,
    ["| word | where it is a keyword | example |", "| --- | --- | --- |", ...words].join("\n"),
    signsText,
    ["| signs | where they exist |", "| --- | --- |", ...signs].join("\n"),
    moreText,
  ];
}

function picturePath(name: RuleName): string {
  return `images/grammar/${name}.svg`;
}

function linkTo(name: RuleName): string {
  return `[${name}](#${name.toLowerCase()})`;
}
