/** Generated modules of this package, as a user's program would import its own. */
export { SoftWhere } from "../../generated/examples/soft-where.js";
export { Mnist } from "../../generated/paper/mnist.js";
