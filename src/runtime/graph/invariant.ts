/** A condition that only a bug of ours can break; whatever a user can get wrong is a diagnostic or a ShapeError instead. */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`swwae is broken (please report this): ${message}`);
}
