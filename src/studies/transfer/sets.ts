/** The sets of Sec. 4.3 and 4.4 besides MNIST: what the paper reports of each, and how many images its own files hold. */
import type { Standing } from "../paperValues.js";

/** An error of the paper. */
export interface PaperError {
  /** Of the test images, in per cent. */
  readonly error: number;
  /** Whether the paper gives the share that is right instead. */
  readonly isAccuracy: boolean;
  readonly standing: Standing;
}

export interface TransferSet {
  readonly title: string;
  /** The experiment of specs/paper/transfer.swwae that trains on it. */
  readonly experiment: string;
  /** Of a network without dropout, and with it; null where the paper has none. */
  readonly paper: { readonly plain: PaperError | null; readonly dropout: PaperError | null };
  /** Training images, those without label included, and test images; a set that comes in two sizes has two. */
  readonly sizes: readonly (readonly [training: number, test: number])[];
}

export const transferSets: readonly TransferSet[] = [
  {
    title: "SVHN",
    experiment: "SvhnFewLabels",
    paper: { plain: wrong(27.83), dropout: wrong(23.56) },
    // Without extra_32x32.mat and with it.
    sizes: [
      [73_257, 26_032],
      [604_388, 26_032],
    ],
  },
  {
    title: "CIFAR-10",
    experiment: "Cifar10Semi",
    paper: { plain: null, dropout: right(92.2) },
    sizes: [[50_000, 10_000]],
  },
  {
    title: "CIFAR-100",
    experiment: "Cifar100Semi",
    paper: { plain: null, dropout: right(69.1) },
    sizes: [[50_000, 10_000]],
  },
  {
    title: "STL-10",
    experiment: "Stl10Semi",
    paper: { plain: right(74.3), dropout: null },
    sizes: [[105_000, 8000]],
  },
];

function wrong(error: number): PaperError {
  return { error, isAccuracy: false, standing: "quoted" };
}

function right(accuracy: number): PaperError {
  return { error: 100 - accuracy, isAccuracy: true, standing: "quoted" };
}
