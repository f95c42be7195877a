/** What the step between lexer and parser decides. `places.ts` of the grammar does it; a test holds the words here to it. */

/** Words that are keywords in one place only, and names everywhere else. */
export const placedWords: Readonly<Record<string, { readonly where: string; readonly example: string }>> = {
  experiment: {
    where:
      "between declarations, before a name and `{` or `extends`; what can only be that misspelt is read as it",
    example: "`experiment Table { … }`",
  },
  use: { where: "between declarations, before a name", example: '`use Net from "./nets.swwae"`' },
  from: { where: "in a `use`", example: "`use Net from …`" },
  as: { where: "in a `use`", example: "`use Net as Digits from …`" },
  extends: {
    where: "in the header of a model or an experiment, from its keyword to `{`",
    example: "`model Wide extends Net { … }`, `experiment Longer extends Table { … }`",
  },
  repeat: {
    where: "in a model, before a number, `(`, `-` or `{`, and neither behind `stage` nor behind `L2M`",
    example: "`repeat 2 { … }`, beside `stage repeat { … }` and `L2M repeat 0.1`",
  },
};

/** Signs that only some places have. */
export const placedSigns: readonly { readonly signs: string; readonly where: string }[] = [
  {
    signs: "`,` `:` `=` and paths in quotes",
    where: "in the header of a model, in an experiment, in a `use`",
  },
  { signs: "`+` `*` `/`", where: "between parentheses, anywhere but between declarations and in a `use`" },
];

export const placesText = `\
The parser does not see the lexer's tokens as they come. A step between them (\`grammar/places.ts\`) goes through them once, from the first to the last,
keeps track of where it is (between declarations, in the header of a model, in a model, in an experiment, in a \`use\`), and decides by that what EBNF
alone cannot say.

**Words.** The lexer makes a [Name](#name) of each of these; the step makes it a keyword where it can begin something. Everywhere else it stays a name,
and a stage or a parameter may be called so.`;

export const signsText = `\
**Signs.** Some signs exist in some places only. Elsewhere the step takes them out and reports each, so that one sign too many is one error and the rules
above see none.`;

export const moreText = `\
**In an experiment**, names with a dash and no space between them are one name, \`semi-supervised\` and \`one-cycle\`. \`model\` is a setting there, unless
what follows can only be the next model: \`model Net {\`, \`model Net extends\`, \`model Net(X: …\`. An experiment also ends at its closing brace.

**Looking ahead.** Where two rules begin alike, the parser looks at the tokens behind:

- [spec](#spec): \`other Name {\` is a model whose keyword is misspelt.
- [encoderItem](#encoderitem): a word is a stage where \`{\` follows, at once or behind one more word; else it is a layer.
- [experimentItem](#experimentitem): \`(\` begins arguments before \`)\` and before a name with \`=\` behind it; else it begins a number.
- [argument](#argument): a word is the name of a parameter only before \`=\`.
- [constant](#constant): a name begins a where, unless a sign of arithmetic follows it.
- [whereClause](#whereclause): the second name is \`beta\`, or another word that no layer has and that a value follows.
- [lossEntry](#lossentry): the second name is none of the words that begin an entry.
- [notation](#notation): a word without a dash before it ends the notation, except \`bn\`.`;
