/** Specs for the tests of the command line. */

/** A model so small that a training takes seconds. */
export const tinySpec = `model Tiny {
  input 28x28x1
  encoder {
    stage bottom { conv 3x3 4  relu  pool 4x4 }
    stage top { conv 3x3 8  relu  pool 2x2 }
  }
  classifier { dense 10 }
  where hard
  loss { NLL 1  L2rec 0.5  L2M 0.5 }
}
`;

/** Two mistakes: a pooling larger than its map, and an unknown kind of where. */
export const brokenSpec = `model Broken {
  input 28x28x1
  encoder {
    stage bottom { conv 3x3 4  relu  pool 40x40 }
  }
  where firm
  loss { L2rec 1 }
}
`;
