/** The state of a lowering: which ONNX value holds which tensor, and in which layout. */
import type { Tensor } from "../../graph/graph.js";
import { invariant } from "../../graph/invariant.js";
import { mapSizes, type Shape } from "../../graph/shape.js";
import { type GraphBuilder, microsoft, type Value } from "../../../onnx/graphBuilder.js";
import type { Exchanged } from "../winograd/along.js";
import {
  type CellLayout,
  type Cells,
  type MapForm,
  type MapForms,
  putTogether,
  isOfSingleCells,
  isTiling,
  keyOfLayout,
  type Regions,
  shapeOfCells,
  takeApart,
  withoutEdge,
  withZeroEdge,
} from "./cells.js";
import { shapeOfStacks, type Stacks, stacksIn, unstacked } from "./stacks.js";
import { type Layout, permutation } from "./layout.js";
import { rowsInTiles, rowsOutOfTiles } from "./tiling.js";

/** How the switches of a pooling are held. */
export type Switches =
  /** Indices into the flattened map [n, c, h, w], one for each pooled number. */
  | { readonly kind: "indices"; readonly indices: Value }
  /** For each cell of the regions 1 where it is the switch and 0 elsewhere. */
  | { readonly kind: "mask"; readonly mask: Cells };

/** The layouts in the order in which one is preferred when several are at hand. */
const preference: readonly Layout[] = ["spatialFirst", "imagesLast", "channelsFirst", "plain"];

export class Lowering {
  readonly #held = new Map<Tensor, Map<Layout, Value>>();
  readonly #switches = new Map<Tensor, Switches>();
  readonly #made = new Map<string, readonly Value[]>();
  readonly #cells = new Map<Tensor, Cells>();
  readonly #stacks = new Map<Tensor, Stacks>();
  readonly #inner = new Map<Tensor, Value>();

  constructor(
    readonly builder: GraphBuilder,
    private readonly forms: MapForms = new Map(),
  ) {}

  /** Says which value holds a tensor. Tensors that are not maps have no layout but the plain one. */
  hold(tensor: Tensor, layout: Layout, value: Value): void {
    const held = this.#held.get(tensor) ?? new Map<Layout, Value>();
    held.set(layout, value);
    this.#held.set(tensor, held);
  }

  /** A tensor in a layout; made from another, once, where it is not at hand. */
  as(tensor: Tensor, layout: Layout): Value {
    const held = this.#held.get(tensor);
    const value = held?.get(layout);
    if (value !== undefined) return value;
    const from = this.layoutOf(tensor);
    const source = held?.get(from) ?? this.#whole(tensor);
    if (from === layout) return source;
    const made = this.#inLayout(source, tensor.shape, from, layout);
    this.hold(tensor, layout, made);
    return made;
  }

  /**
   * A map in another layout. ONNX Runtime turns a matrix over quickly, and moves rows of it quickly; what does both at once, as between
   * [n, h, w, c] and [h, c, w, n], takes ten times as long.
   */
  #inLayout(map: Value, shape: Shape, from: Layout, to: Layout): Value {
    if (from === "plain" && to === "imagesLast") {
      const [images, height, width, channels] = mapSizes(shape, "a map");
      const byNumber = this.reshape(map, [images, height * width * channels]);
      const rows = this.transposed(byNumber, [1, 0]);
      const axes = { before: height, outer: width, inner: channels, after: images };
      return this.reshape(this.exchanged(rows, axes), [height, channels, width, images]);
    }
    if (from === "imagesLast" && to === "plain") {
      const [images, height, width, channels] = mapSizes(shape, "a map");
      const axes = { before: height, outer: channels, inner: width, after: images };
      const rows = this.reshape(this.exchanged(map, axes), [height * width * channels, images]);
      return this.reshape(this.transposed(rows, [1, 0]), shape);
    }
    return this.transposed(map, permutation(from, to));
  }

  /** The layout in which a tensor is at hand. */
  layoutOf(tensor: Tensor): Layout {
    const held = this.#held.get(tensor);
    const fallback = this.hasCells(tensor) || this.#inner.has(tensor) ? "spatialFirst" : "plain";
    return preference.find((layout) => held?.has(layout)) ?? fallback;
  }

  /** The form in which a map is to be held; null where it is held as a whole. */
  formOf(tensor: Tensor): MapForm | null {
    return this.forms.get(tensor) ?? null;
  }

  /** Says which values hold a map cell by cell. */
  holdCells(tensor: Tensor, cells: Cells): void {
    this.#cells.set(tensor, cells);
  }

  /** Says which stacks hold a map; one whose regions are single cells is held as a whole. */
  holdStacks(tensor: Tensor, stacks: Stacks): void {
    const [only] = stacks.values;
    if (only === undefined || !isOfSingleCells(stacks.regions)) this.#stacks.set(tensor, stacks);
    else this.hold(tensor, "imagesLast", this.reshape(only, shapeOfCells(stacks.regions, "imagesLast")));
  }

  /** Says which value [P·h', Q·w', n, c] holds a map without the rows and columns that fill no region. */
  holdInner(tensor: Tensor, value: Value): void {
    this.#inner.set(tensor, value);
  }

  /** The cells of a map, in a layout; in that in which they are at hand where none is given. */
  cells(tensor: Tensor, regions: Regions, layout?: CellLayout): Cells {
    const cells = this.#cellsOf(tensor) ?? takeApart(this.builder, this.inner(tensor, regions), regions);
    return this.cellsIn(cells, layout ?? cells.layout);
  }

  /** The cells of a map that is at hand cell by cell, or in stacks of them. */
  #cellsOf(tensor: Tensor): Cells | undefined {
    const stacks = this.#stacks.get(tensor);
    if (stacks !== undefined && !this.#cells.has(tensor)) {
      this.#cells.set(tensor, unstacked(this.builder, stacks));
    }
    return this.#cells.get(tensor);
  }

  /** The stacks in which a map is at hand; null where it is not at hand so. */
  stacks(tensor: Tensor): Stacks | null {
    const form = this.formOf(tensor);
    if (form === null || stacksIn(form) === null || !isOfSingleCells(form.regions)) {
      return this.#stacks.get(tensor) ?? null;
    }
    const stack = { count: 1, layout: "imagesLast" } as const;
    const map = this.reshape(this.as(tensor, "imagesLast"), shapeOfStacks(form.regions, stack));
    return { regions: form.regions, layout: stack.layout, values: [map] };
  }

  /** Cells in a layout; each is brought into another once. */
  cellsIn(cells: Cells, layout: CellLayout): Cells {
    const values = cells.values.map((value) => this.cellIn(value, cells, layout));
    return { ...cells, layout, values };
  }

  /** A cell of a map, or a pooled map, that lies in one layout, in another; each is brought there once. */
  cellIn(value: Value, from: Pick<Cells, "regions" | "layout">, to: CellLayout): Value {
    const { regions, layout } = from;
    if (keyOfLayout(layout) === keyOfLayout(to)) return value;
    return this.once(`${value} as ${keyOfLayout(to)}`, () => {
      if (isTiling(layout)) {
        const moved = this.#rowsOf(value, rowsOutOfTiles(regions, layout), regions, "imagesLast");
        return this.cellIn(moved, { regions, layout: "imagesLast" }, to);
      }
      if (!isTiling(to)) return this.transposed(value, permutation(layout, to));
      const imagesLast = this.cellIn(value, from, "imagesLast");
      return this.#rowsOf(imagesLast, rowsInTiles(regions, to), regions, to);
    });
  }

  /** Rows of n numbers of a cell in another order. A Gather copies them on all threads; a Transpose of so many axes does not. */
  #rowsOf(value: Value, rows: readonly number[], regions: Regions, layout: CellLayout): Value {
    const all = this.reshape(value, [rows.length, regions.batch]);
    return this.reshape(
      this.builder.add("Gather", [all, this.builder.integers(rows)]),
      shapeOfCells(regions, layout),
    );
  }

  /** Whether a map is at hand cell by cell, or in stacks of them. */
  hasCells(tensor: Tensor): boolean {
    return this.#cells.has(tensor) || this.#stacks.has(tensor);
  }

  /** A map [P·h', Q·w', n, c] without the rows and columns that fill no region. */
  inner(tensor: Tensor, regions: Regions): Value {
    return this.#inner.get(tensor) ?? withoutEdge(this.builder, this.as(tensor, "spatialFirst"), regions);
  }

  /** A map [h, w, n, c] that was left in parts. */
  #whole(tensor: Tensor): Value {
    const form = this.forms.get(tensor);
    invariant(
      form !== undefined && form.edge === "zeros",
      "a tensor was asked for before its node was lowered",
    );
    const cells = this.#cellsOf(tensor);
    const { size, height, width, batch, channels } = form.regions;
    const inner =
      cells === undefined
        ? this.#inner.get(tensor)
        : this.reshape(putTogether(this.builder, this.cellsIn(cells, "spatialFirst")), [
            height * size[0],
            width * size[1],
            batch,
            channels,
          ]);
    invariant(inner !== undefined, "a map was to be held in parts and is not held at all");
    const whole = withZeroEdge(this.builder, inner, form.regions);
    this.hold(tensor, "spatialFirst", whole);
    return whole;
  }

  /** A tensor in the step graph's own order. */
  plain(tensor: Tensor): Value {
    return this.as(tensor, "plain");
  }

  holdSwitches(tensor: Tensor, switches: Switches): void {
    this.#switches.set(tensor, switches);
  }

  switches(tensor: Tensor): Switches {
    const switches = this.#switches.get(tensor);
    invariant(switches !== undefined, "switches were asked for before their pooling was lowered");
    return switches;
  }

  /** What `make` makes, once for each key. */
  once(key: string, make: () => Value): Value {
    const [made = ""] = this.onceAll(key, () => [make()]);
    return made;
  }

  /** The same for several values. */
  onceAll(key: string, make: () => readonly Value[]): readonly Value[] {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(key, made);
    return made;
  }

  /** A value under another shape. */
  reshape(value: Value, shape: Shape): Value {
    return this.builder.add("Reshape", [value, this.builder.integers(shape)]);
  }

  /** A value [before, cells, after] with a cell of zeros behind the others; twice as fast as ONNX Runtime's Pad. */
  withZeroCell(value: Value, [before, cells, after]: readonly [number, number, number]): Value {
    const zeros = this.builder.floats([before, 1, after], new Float32Array(before * after));
    return this.builder.add("Concat", [this.reshape(value, [before, cells, after]), zeros], {
      attributes: { axis: 1 },
    });
  }

  /** A value with its axes in another order. */
  transposed(value: Value, perm: readonly number[]): Value {
    return this.builder.add("Transpose", [value], { attributes: { perm } });
  }

  /** A value [before, outer, inner, after] as [before, inner, outer, after]. */
  exchanged(value: Value, { before, outer, inner, after }: Exchanged): Value {
    const order = Array.from(
      { length: outer * inner },
      (_, cell) => (cell % outer) * inner + Math.floor(cell / outer),
    );
    // A Gather copies whole rows on all threads; a Transpose of so many axes does not.
    return this.builder.add(
      "Gather",
      [this.reshape(value, [before, outer * inner, after]), this.builder.integers(order)],
      { attributes: { axis: 1 } },
    );
  }

  /** A matrix product, batched where the values have more than two axes. */
  product(a: Value, b: Value): Value {
    return this.builder.add("MatMul", [a, b]);
  }

  /** The same with a factor transposed on the way: transA, transB. */
  fusedProduct(a: Value, b: Value, attributes: Readonly<Record<string, number>>): Value {
    return this.builder.add("FusedMatMul", [a, b], { attributes, domain: microsoft });
  }

  /** 1 where x > 0, else 0: a hard sigmoid so steep that every number above 3·10⁻³⁹ saturates it; the fastest form. */
  step(x: Value): Value {
    return this.builder.add("HardSigmoid", [x], {
      attributes: { alpha: { float: 3e38 }, beta: { float: 0 } },
    });
  }
}
