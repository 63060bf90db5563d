// Reads a report with reviewdog's own parser and prints what it understood: path, line, severity, code.
package main

import (
	"fmt"
	"os"

	"github.com/reviewdog/reviewdog/parser"
)

func main() {
	p, err := parser.New(&parser.Option{FormatName: os.Args[1]})
	if err == nil {
		diagnostics, failed := p.Parse(os.Stdin)
		err = failed
		for _, d := range diagnostics {
			start := d.GetLocation().GetRange().GetStart()
			fmt.Printf("%s:%d:%d %s %s\n", d.GetLocation().GetPath(), start.GetLine(), start.GetColumn(), d.GetSeverity(), d.GetCode().GetValue())
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
