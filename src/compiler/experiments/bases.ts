/** `experiment Longer extends Table`: experiments read over those that they extend, wherever in the file these stand. */
import type { DiagnosticDetails, Report } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { type DiagnosticCode, diagnosticTable } from "../diagnostics/table.js";
import type { Expander } from "../expand/expander.js";
import { lies } from "../expand/extend.js";
import { circleOf, extensionStep } from "../expand/extension.js";
import type { LinkedFile } from "../link/link.js";
import { didYouMean, firstOf } from "../names/didYouMean.js";
import type { SourceFile } from "../source/sourceFile.js";
import type { Span } from "../source/span.js";
import type { ExperimentNode, NameNode } from "../syntax/ast.js";
import { type Experiment, readExperiment } from "./experiment.js";

/** What is known of an experiment that was read. */
export interface ReadExperiment {
  /** Null, with a diagnostic, where something in it or in what it extends is wrong. */
  readonly experiment: Experiment | null;
  /** Reports what is wrong with it. */
  readonly report: Report;
  /** Whether an error was reported. */
  readonly standing: { isBroken: boolean };
}

/** Reads the experiments of a file, each once. */
export class ExperimentReader {
  private readonly known = new Map<ExperimentNode, ReadExperiment>();
  private readonly chain: ExperimentNode[] = [];

  constructor(
    private readonly source: SourceFile,
    private readonly file: LinkedFile,
    private readonly expander: Expander,
    private readonly sink: Report,
  ) {}

  /** Diagnostics: SW0820 and SW0821 of what it extends, and those of its settings. */
  read(node: ExperimentNode): ReadExperiment {
    const known = this.known.get(node);
    if (known !== undefined) return known;
    const standing = { isBroken: false };
    const report: Report = (code, details) => {
      if (diagnosticTable[code].severity === "error") standing.isBroken = true;
      this.sink(code, this.isTakenOver(node, details.span) ? this.explained(node, details) : details);
    };
    this.chain.push(node);
    const base = node.base === null ? undefined : this.base(node, node.base, report);
    this.chain.pop();
    const experiment = readExperiment(node, base, this.file, this.expander, report);
    const read = { experiment, report, standing };
    this.known.set(node, read);
    return read;
  }

  private base(node: ExperimentNode, base: NameNode, report: Report): Experiment | null {
    const { experiments } = this.file;
    const found = experiments.find(({ name }) => name?.text === base.text);
    if (found === undefined) {
      const names = experiments.flatMap((other) => (other === node ? [] : (other.name?.text ?? [])));
      const otherwise =
        names.length === 0
          ? "there is no other experiment in this file"
          : `the experiments of this file are ${firstOf(names)}`;
      report("SW0820", {
        span: base.span,
        values: { name: base.text },
        ...didYouMean(base, suggest(base.text, names), otherwise, names),
      });
      return null;
    }
    const circle = circleOf(this.chain, found, ({ name }) => name?.text ?? "", "experiments");
    if (circle !== null) {
      report("SW0821", { span: base.span, values: { name: node.name?.text ?? "" }, notes: [circle] });
      return null;
    }
    return this.read(found).experiment;
  }

  private isTakenOver({ base, span }: ExperimentNode, place: Span): boolean {
    return base !== null && !lies(place, span);
  }

  /** Says in which experiment it is wrong. What would mend it there may be wrong in the others that have the setting, so it is only told. */
  private explained<Code extends DiagnosticCode>(
    { name, base, span }: ExperimentNode,
    details: DiagnosticDetails<Code>,
  ): DiagnosticDetails<Code> {
    const step = extensionStep(`experiment \`${name?.text ?? ""}\``, this.source, span, base?.text ?? "");
    const told = details.fix ? [`what would fit there: ${details.fix.title}`] : [];
    return { ...details, fix: null, notes: [...(details.notes ?? []), step, ...told] };
  }
}
