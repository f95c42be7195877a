/** Specs of many models, and equally long inputs for TypeSpec's compiler. */

/** A spec of `count` models like the paper's MNIST network, each with a number of its own. */
export function specOf(count: number): string {
  return Array.from({ length: count }, (_, index) => modelText(index)).join("\n");
}

function modelText(index: number): string {
  return `/// Network ${index}: three stages, a mirrored decoder, and a softmax classifier on the code.
model Net${index} {
  input 28x28x1

  encoder {
    stage bottom { conv 5x5 ${1 + (index % 64)}  relu  pool 2x2 }
    stage middle { conv 3x3 64  relu  pool 2x2 }
    stage top    { conv 3x3 64  relu  pool 2x2 }
  }
  classifier { dropout 0.5  dense 10 }

  where hard

  loss {
    NLL   1
    L2rec 0.5
    L2M   0.5
  }
}
`;
}

/** TypeSpec models of the same nesting, as many as fill \`length\` characters. */
export function typeSpecOf(length: number): string {
  let text = "";
  for (let index = 0; text.length < length; index += 1) {
    text += `/** Network ${index}: three stages, a mirrored decoder, and a classifier. */
model Net${index} {
  input: string;

  encoder: {
    bottom: { kernel: int32; channels: int32; pool: int32 };
    middle: { kernel: int32; channels: int32; pool: int32 };
    top: { kernel: int32; channels: int32; pool: int32 };
  };
  classifier: { dropout: float32; dense: int32 };

  where: "hard" | "soft" | "none";

  loss: {
    nll: float32;
    rec: float32;
    middle: float32;
  };
}

`;
  }
  return text;
}
