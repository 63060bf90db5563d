/** What is known of the cold start beyond what one run measures; Markdown for the page. */
export const coldStartNotes = `## Where the cold start goes

Counted in November 2026 with Node 20.20.2, on x64 and without certificates of one's own: instructions (millions, by
valgrind's callgrind, without V8's random search for prime numbers at the start) and page faults. The process was ended
after each part.

| part                                                   | instructions | page faults |
|--------------------------------------------------------|-------------:|------------:|
| \`node -e 0\`                                            |           78 |        1850 |
| finding the script, \`node:vm\`                          |            1 |           5 |
| reading the compiled code, comparing its two copies    |            3 |         230 |
| reading the bundle                                     |            1 |         320 |
| V8 makes objects of the compiled code                  |           22 |         480 |
| the bundle's outermost function: 4,500 closures        |            3 |         110 |
| the run: modules, model, rules, proof of the fix, text |           64 |         710 |

Of the run, V8 takes 8 for compiling 75 regular expressions, 6 for compiling functions that ran often, 10 for the shapes of
object literals that it meets for the first time, 2 for JSON, and 4 for collecting garbage. The rest is code that runs once,
in an interpreter, before any cache of V8's is warm: no part of it stands out. Without compiled code the run takes 230 more.

What would make it shorter, and is not done:

- A snapshot of the heap would do without most of this, but Node takes one only as an option at its own start.
- Compiled code in the package: V8 takes it only from the very same version of Node, and does not even notice when a
  release of Node changed V8 without changing its version. A megabyte for each version and processor would be of use
  to few. Where a fresh machine starts each time, one run when the image is built does it: code that root has kept is used
  by everybody.
- Flags of V8 (no baseline compiler, no lazy feedback, a larger young generation): between 3 % fewer and 7 % more
  instructions, and the code that Node itself has compiled no longer fits.

Environment variables make the ratio look better than it is: with NODE_EXTRA_CA_CERTS Node alone reads certificates for
twice as long as it otherwise takes to start. The benchmark leaves them out.
`;
