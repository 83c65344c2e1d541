/** English: the keys of this language are the keys of all. */
import claim from "./en/claim.json";
import claims from "./en/claims.json";
import inbox from "./en/inbox.json";
import map from "./en/map.json";
import report from "./en/report.json";
import search from "./en/search.json";
import shell from "./en/shell.json";
import sources from "./en/sources.json";
import start from "./en/start.json";
import units from "./en/units.json";

export default { ...shell, ...claims, ...claim, ...start, ...report, ...map, ...sources, ...inbox, ...search, ...units };
