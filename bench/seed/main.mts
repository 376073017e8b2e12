/** Fills the database of the settings: projects [count], or audit [count]. Run by the benches, never by hand. */
import { seedPortfolio } from "./portfolio";

const [count = "1000"] = process.argv.slice(2);
await seedPortfolio(Number(count), "bench");
process.exit(0);
