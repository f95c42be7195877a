/** The one function that is used of jstat, which brings no types. */
declare module "jstat" {
  const library: {
    readonly studentt: {
      /** The quantile of Student's t distribution at probability `p` in (0, 1), with `degrees` > 0 of freedom. */
      inv(p: number, degrees: number): number;
    };
  };
  export default library;
}
