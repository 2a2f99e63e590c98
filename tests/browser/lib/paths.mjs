// Where things lie, from the top of the repository.

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const top = join(dirname(fileURLToPath(import.meta.url)), "../../..");
export const screenshots = join(top, "target/screenshots");
