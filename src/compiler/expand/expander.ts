/** The expand phase: models with their parameters bound, their repeats written out and their bases laid under them. */
import { suggest } from "../diagnostics/suggest.js";
import type { Declaration, LinkedFile } from "../link/link.js";
import { didYouMean, firstOf } from "../names/didYouMean.js";
import { describeLine, type SourceFile } from "../source/sourceFile.js";
import { lastStartingAt, type Span } from "../source/span.js";
import type { ExtendsNode, ParameterNode } from "../syntax/ast.js";
import { type Binding, type BoundValue, type Environment, writeBindings } from "./bindings.js";
import type { Context } from "./context.js";
import { expandSections } from "./expandModel.js";
import { overlay } from "./extend.js";
import { circleOf, extensionStep } from "./extension.js";
import { bindDefaults, readArguments } from "./parameters.js";
import type { PlainModel } from "./plainModel.js";
import { Provenance } from "./provenance.js";
import { DiagnosticSink, type Reporter } from "./sink.js";

export interface ExpandedModel {
  readonly declaration: Declaration;
  /** The name as it is written. */
  readonly name: string;
  readonly node: PlainModel;
  readonly environment: Environment;
  readonly reporter: Reporter;
  /** What it extends; null for nothing, and for what could not be found. */
  readonly base: ExpandedModel | null;
  /** False where a parameter has no value, so that not everything about the model is known. */
  readonly isKnown: boolean;
}

export class Expander {
  readonly provenance = new Provenance();
  readonly sink: DiagnosticSink;
  private readonly declared = new Map<Declaration, ExpandedModel>();
  private readonly instances = new Map<Declaration, Map<string, ExpandedModel>>();
  private readonly defaultsOf = new Map<Declaration, Environment>();
  private readonly chain: Declaration[] = [];
  /** Names that something extends or trains, by the paths of the files that say so. */
  private readonly needed = new Set<string>();
  private readonly mentioned = new Set<ParameterNode>();

  /** Earlier phases have found errors at these places, in order: the models that hold them are broken. */
  constructor(
    readonly source: SourceFile,
    private readonly errors: readonly Span[],
  ) {
    this.sink = new DiagnosticSink(source, this.provenance);
  }

  /** A model as it is declared, with its defaults; parameters without one are not known in it. */
  model(declaration: Declaration): ExpandedModel {
    const known = this.declared.get(declaration);
    if (known !== undefined) return known;
    const expanded = this.expand(declaration, this.defaults(declaration), null);
    this.declared.set(declaration, expanded);
    return expanded;
  }

  /** A model with arguments; the same values give the same object. `asked` is where they are given. */
  instance(declaration: Declaration, values: ReadonlyMap<string, BoundValue>, asked: Span): ExpandedModel {
    const defaults = this.defaults(declaration);
    const environment = new Map<string, Binding>();
    for (const [name, binding] of defaults)
      environment.set(name, { ...binding, value: values.get(name) ?? binding.value });
    const key = keyOf(environment);
    if (key === keyOf(defaults)) return this.model(declaration);
    let instances = this.instances.get(declaration);
    if (instances === undefined) this.instances.set(declaration, (instances = new Map()));
    let expanded = instances.get(key);
    if (expanded === undefined) {
      const name = declaration.node.name?.text ?? "";
      const note = `in \`${name}(${writeBindings(environment.values())})\`, asked for on ${describeLine(this.source, asked.start)}`;
      expanded = this.expand(declaration, environment, note);
      instances.set(key, expanded);
    }
    return expanded;
  }

  /** The parameters of a model, each with its default. */
  defaults(declaration: Declaration): Environment {
    let defaults = this.defaultsOf.get(declaration);
    if (defaults === undefined) {
      defaults = bindDefaults(this.source, declaration.node.parameters, this.sink.reportFor(null));
      this.defaultsOf.set(declaration, defaults);
    }
    return defaults;
  }

  /** SW0616 and SW0706: warns of parameters that nothing reads, and of models that are used for nothing. */
  reportUnused(file: LinkedFile): void {
    const report = this.sink.reportFor(null);
    for (const declaration of file.models) {
      const { node } = declaration;
      const first = this.defaults(declaration);
      for (const parameter of node.intact ? node.parameters : []) {
        const { type, value } = first.get(parameter.name.text) ?? {};
        if (!type || (!value && parameter.initial !== null)) continue;
        if (!this.mentioned.has(parameter) && first.get(parameter.name.text)?.parameter === parameter)
          report("SW0616", { span: parameter.name.span, values: { name: parameter.name.text } });
      }
    }
    for (const name of file.used) {
      if (file.scope.get(name.text) && !this.needed.has(`${file.path} ${name.text}`))
        report("SW0706", { span: name.span, values: { name: name.text } });
    }
  }

  private expand(declaration: Declaration, environment: Environment, instance: string | null): ExpandedModel {
    const { node } = declaration;
    const name = node.name?.text ?? "";
    const reporter: Reporter = {
      own: node.span,
      instance,
      extension: node.base && extensionStep(`model \`${name}\``, this.source, node.span, node.base.base.text),
      isBroken:
        this.hasError(node.span) ||
        [...environment.values()].some(
          ({ type, value, parameter }) => type === null || (value === null && parameter.initial !== null),
        ),
      isDoubtful: false,
    };
    const context: Context = {
      source: this.source,
      environment,
      provenance: this.provenance,
      report: this.sink.reportFor(reporter),
      mentioned: this.mentioned,
      repeated: { layers: 0 },
      rounds: [],
    };
    const own = expandSections(node, context);
    const base = node.base === null ? null : this.base(declaration, node.base, context);
    if (node.base !== null && base === null) reporter.isBroken = true;
    return {
      declaration,
      name,
      node: {
        ...node,
        // What is taken over may be anything where the base is not known.
        intact: node.intact && (node.base === null || base?.node.intact === true),
        sections: base === null ? own : overlay(base.node.sections, own),
      },
      environment,
      reporter,
      base,
      isKnown: [...environment.values()].every(({ value }) => value !== null) && base?.isKnown !== false,
    };
  }

  private hasError({ start, end }: Span): boolean {
    const last = this.errors[lastStartingAt(this.errors, (error) => error.start, end)];
    return last !== undefined && last.start >= start && last.start <= end;
  }

  /** SW0614 and SW0615. */
  private base(
    declaration: Declaration,
    { base, arguments: given, span }: ExtendsNode,
    context: Context,
  ): ExpandedModel | null {
    const found = this.find(declaration.file, base, context.report);
    if (found === null) return null;
    const chain = [...this.chain, declaration];
    const circle = circleOf(chain, found, ({ node }) => node.name?.text ?? "", "models");
    if (circle !== null) {
      context.report("SW0615", {
        span: base.span,
        values: { name: declaration.node.name?.text ?? "" },
        notes: [circle],
      });
      return null;
    }
    this.chain.push(declaration);
    const values = new Map<string, BoundValue>();
    for (const { value } of given?.list ?? []) this.mention(value, context);
    const target = { name: base.text, defaults: this.defaults(found) };
    for (const { binding, values: list, span: place } of readArguments(
      target,
      given,
      span,
      context.environment,
      context.report,
    )) {
      const [value, second] = list;
      if (second !== undefined)
        context.report("SW0604", {
          span: place,
          values: {
            name: binding.parameter.name.text,
            type: "single value",
            found: `${list.length} of them`,
          },
        });
      if (value !== undefined) values.set(binding.parameter.name.text, value);
    }
    const expanded = values.size === 0 ? this.model(found) : this.instance(found, values, base.span);
    this.chain.pop();
    return expanded;
  }

  private mention(constant: { readonly kind: string }, { environment }: Context): void {
    const words = JSON.stringify(constant);
    for (const [name, { parameter }] of environment)
      if (words.includes(`"text":"${name}"`)) this.mentioned.add(parameter);
  }

  /** The model that a name means in a file; null, with a diagnostic unless there is one already, for none. */
  find(
    file: LinkedFile,
    name: { readonly text: string; readonly span: Span },
    report: Context["report"],
  ): Declaration | null {
    const found = file.scope.get(name.text);
    this.needed.add(`${file.path} ${name.text}`);
    if (found !== undefined) return found;
    const known = [...file.scope.keys()].slice(0, 100);
    const otherwise = known.length === 0 ? "there are no models here" : `the models are ${firstOf(known)}`;
    report("SW0614", {
      span: name.span,
      values: { name: name.text },
      ...didYouMean(name, suggest(name.text, known), otherwise, known),
    });
    return null;
  }
}

function keyOf(environment: Environment): string {
  return [...environment].map(([name, { value }]) => `${name}=${value?.text ?? ""}`).join(" ");
}
