/** The specs that `swwae init` starts with. Each checks without a mistake and trains on MNIST as it is. */

export interface Template {
  /** What `--template` calls it; the files are called the same. */
  readonly name: string;
  /** The model in it. */
  readonly model: string;
  readonly summary: string;
  readonly spec: string;
  /** Options of a first training. */
  readonly training: string;
  /** What to change first, and what happens then. */
  readonly experiment: string;
}

const digits: Template = {
  name: "digits",
  model: "Digits",
  summary: "a small classifier of digits, in blocks",
  training: "--labels 1000",
  experiment:
    "Change `where hard` to `where none` and train again: the decoder no longer learns where each what came from, and the\nreconstructions blur.",
  spec: `/// A small what-where auto-encoder of handwritten digits.
model Digits {
  input 28x28x1

  encoder {
    stage bottom { conv 5x5 32  relu  pool 2x2 }
    stage top    { conv 3x3 64  relu  pool 2x2 }
  }
  classifier { dense 10 }

  where hard  // try: none (plain upsampling), or soft beta 100

  loss {
    NLL   1    // tells the digits apart, where there is a label
    L2rec 0.5  // draws the image again
    L2M   0.5  // keeps the stages in step
  }
}
`,
};

const mnist: Template = {
  name: "mnist",
  model: "Mnist",
  summary: "the paper's MNIST network, three stages and a dropout",
  training: "--labels 1000 --epochs 5",
  experiment:
    "Set the weights of `L2rec` and `L2M` to 0 and train again: the same network on labels alone, to compare the test error with.",
  spec: `/// The network of the paper's semi-supervised experiments on MNIST (Sec. 4.3).
model Mnist {
  input 28x28x1

  encoder {
    stage bottom { conv 5x5 64  relu  pool 2x2 }
    stage middle { conv 3x3 64  relu  pool 2x2 }
    stage top    { conv 3x3 64  relu  pool 2x2 }  // 7x7 → 3x3: the decoder comes back to 7x7
  }
  classifier { dropout 0.5  dense 10 }

  where hard

  loss { NLL 1  L2rec 0.5  L2M 0.5 }
}
`,
};

const notation: Template = {
  name: "notation",
  model: "Notation",
  summary: "a classifier in the paper's own notation, on one line",
  training: "--labels 1000",
  experiment:
    "Write `(32)5c-bn-2p` for the first stage and train again: `bn` is a batch normalisation before the ReLU.",
  spec: `// (32)5c is a convolution with 32 maps and a 5×5 kernel (a ReLU follows), 2p a 2×2 pooling, 0.5do a dropout,
// and 10fc a fully connected layer.

/// A classifier of digits in the paper's notation; its stages are called stage1 and stage2.
model Notation {
  input 28x28x1
  encoder (32)5c-2p-(64)3c-2p-0.5do-10fc
  where hard
  loss { NLL 1  L2* 0.5 }  // L2* is L2rec and L2M together
}
`,
};

const bottleneck: Template = {
  name: "bottleneck",
  model: "Bottleneck",
  summary: "an auto-encoder through 32 numbers, without labels",
  training: "--epochs 1",
  experiment:
    "Make the bottleneck narrower, `dense 8`, and compare the reconstructions; then both under `where none`, where nothing goes\naround the bottleneck.",
  spec: `/// An auto-encoder through 32 numbers and the wheres of two poolings. It has no classifier, so it needs no labels.
model Bottleneck {
  input 28x28x1

  encoder {
    stage lower   { conv 5x5 16  relu  pool 2x2 }
    stage upper   { conv 3x3 32  relu  pool 2x2 }
    stage squeeze { dense 32  relu }  // the 7x7x32 map, flattened and squeezed
  }
  where hard

  loss { L2rec 1  L2M 0.2 }
}
`,
};

const soft: Template = {
  name: "soft",
  model: "Soft",
  summary: "soft wheres: coordinates that gradient flows through",
  training: "--labels 1000",
  experiment:
    "Lower `beta` to 1 and train again: the nearer to 0, the more what is the mean of each region and where its middle.",
  spec: `/// What and where as expectations under a softmax of sharpness beta over each region (Sec. 3.1).
model Soft {
  input 28x28x1

  encoder {
    stage bottom { conv 5x5 16  relu  pool 2x2 }
    stage top    { conv 3x3 32  relu  pool 2x2  where hard }  // a stage may keep its where in a way of its own
  }
  classifier { dense 10 }

  where soft beta 100

  loss { NLL 1  L2rec 0.5  L2M 0.1 }
}
`,
};

export const templates: readonly [Template, ...Template[]] = [digits, mnist, notation, bottleneck, soft];

/** The page that is written beside a template's spec: what to do with it. `spec` is the path as commands name it. */
export function templatePage({ model, summary, training, experiment }: Template, spec: string): string {
  return `# ${model}: ${summary}

\`\`\`
swwae check ${spec}             every mistake, and how to mend it
swwae compile ${spec}           the model as TypeScript, to read
swwae train ${spec} ${training}
\`\`\`

A training leaves a folder below \`runs/\`: weights, metrics and a picture of reconstructions. Measure it and draw it again:

\`\`\`
swwae evaluate runs/${model}-…
swwae reconstruct runs/${model}-… --count 20
\`\`\`

${experiment}
`;
}
