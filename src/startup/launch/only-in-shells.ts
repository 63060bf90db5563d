/** Builtins of which distributions have no program, so that `exec` does not find them. */
export const onlyInShells: ReadonlySet<string> = new Set(
  '. : alias bg break builtin cd command continue declare eval exec exit export fg getopts hash jobs let local read readonly return set shift shopt source times trap typeset ulimit umask unalias unset wait'.split(
    ' ',
  ),
);
