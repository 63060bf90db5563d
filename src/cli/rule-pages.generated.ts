// Made by `npm run generate` from the rooms below rules/. Do not edit.

/** The page of each rule, in Markdown, by the name of the rule. */
export const rulePages: Readonly<Record<string, string>> = {
};
