/** Small matrices of constants. */

/** A matrix in row-major order. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** A matrix of zeros. */
export function zeros(rows: number, columns: number): Matrix {
  return { rows, columns, values: new Float32Array(rows * columns) };
}

/** Sets a cell; one outside of the matrix is left out. */
export function set({ rows, columns, values }: Matrix, row: number, column: number, value: number): void {
  if (row < rows && column >= 0 && column < columns) values[row * columns + column] = value;
}

/** The transpose of a matrix. */
export function transposed({ rows, columns, values }: Matrix): Matrix {
  const result = zeros(columns, rows);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      result.values[column * rows + row] = values[row * columns + column] ?? 0;
    }
  }
  return result;
}
