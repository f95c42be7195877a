/** Words of other languages and of everyday speech, and what they are called here. */

export interface ForeignWord {
  readonly ours: string;
  /** Why; empty where it is the same under another name. */
  readonly remark: string;
}

function of(words: string, ours: string, remark = ""): Record<string, ForeignWord> {
  return Object.fromEntries(words.split(" ").map((word) => [word, { ours, remark }]));
}

function finder(table: Readonly<Record<string, ForeignWord>>): (word: string) => ForeignWord | null {
  return (word) => {
    const key = word.toLowerCase().replaceAll("_", "");
    return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
  };
}

/** What the terms of a loss are called elsewhere. */
export const foreignTerm = finder({
  ...of("mse l2 meansquarederror mseloss reconstruction rec recon l2reconstruction l2input", "L2rec"),
  ...of(
    "crossentropy crossentropyloss categoricalcrossentropy sparsecategoricalcrossentropy ce nllloss classification softmax",
    "NLL",
  ),
  ...of("middle intermediate l2middle l2mid l2intermediate", "L2M"),
  ...of("l2all l2both", "L2*"),
});

/** What the kinds of where are called elsewhere. */
export const foreignWhere = finder({
  ...of("argmax switch switches max indices index yes true on with maxunpool unpool", "hard"),
  ...of("no false off without upsample upsampling nearest copy repeat null nothing", "none"),
  ...of("ladder lateral skip whole full all features unet", "map"),
});

/** What the sections of a model are called elsewhere. */
export const foreignSection = finder({
  ...of("inputs image images inputshape inputlayer shape in", "input"),
  ...of("layers network net features backbone stages body encoding", "encoder"),
  ...of("head output outputs top fc logits classification classify", "classifier"),
  ...of("losses objective cost criterion weights", "loss"),
  ...of("switches pooling unpooling", "where"),
});

/** What `stage` is called elsewhere. */
export const foreignStage = finder(of("stage block layer level module group section step scale", "stage"));

/** What `model` is called elsewhere. */
export const foreignDeclaration = finder(
  of("network net autoencoder swwae class architecture nn def module sequential", "model"),
);

/** What `mean` and `sum` are called elsewhere. */
export const foreignReduction = finder({ ...of("average avg", "mean"), ...of("total add", "sum") });

const toldElsewhere = new Set(
  (
    "decoder optimizer optimiser epochs epoch lr rate learningrate batch batchsize metrics train training dataset data seed mode " +
    "schedule scheduler device callbacks"
  ).split(" "),
);

/** True for a section that is told to the trainer, or follows from the encoder. */
export function isToldElsewhere(word: string): boolean {
  return toldElsewhere.has(word.toLowerCase().replaceAll("_", ""));
}
