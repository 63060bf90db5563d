// Made by `npm run generate` from the rooms below rules/. Do not edit.

/** The page of each rule, in Markdown, by the name of the rule. */
export const rulePages: Readonly<Record<string, string>> = {
  "shell-stays-pid1": "# PID101 shell-stays-pid1\n\nTODO\n",
  "implicit-exec": "# PID102 implicit-exec\n\nTODO\n",
  "broken-exec-form": "# PID110 broken-exec-form\n\nTODO\n",
  "shell-syntax-in-exec-form": "# PID111 shell-syntax-in-exec-form\n\nTODO\n",
  "no-shell-in-image": "# PID112 no-shell-in-image\n\nTODO\n",
  "arguments-ignored": "# PID113 arguments-ignored\n\nTODO\n",
};
