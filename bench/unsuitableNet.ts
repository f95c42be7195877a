/** A net that cannot be timed, for a reason that whoever asked for it can do something about. */
export class UnsuitableNet extends Error {
  override readonly name = "UnsuitableNet";
}
