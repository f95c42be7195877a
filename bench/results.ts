/** `npm run results`: the pages of docs/results, drawn anew from their data. */
import { redraw } from "../src/studies/index.js";

for (const path of await redraw("docs/results")) console.log(path);
