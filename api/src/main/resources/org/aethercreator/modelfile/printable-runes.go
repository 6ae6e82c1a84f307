//go:build ignore

// Prints the ranges of code points for which Go's strconv.IsPrint holds, one "first last" pair in hexadecimal a line.
// Ollama drops every other character of a Modelfile. Run with the Go release that builds Ollama (its go.mod names it):
//
//	go run printable-runes.go > printable-runes.txt
package main

import (
	"fmt"
	"runtime"
	"strconv"
	"unicode"
)

func main() {
	fmt.Printf("# strconv.IsPrint of %s, Unicode %s; made by printable-runes.go\n", runtime.Version(), unicode.Version)
	first := rune(-1)
	for r := rune(0); r <= unicode.MaxRune+1; r++ {
		printable := r <= unicode.MaxRune && strconv.IsPrint(r)
		switch {
		case printable && first < 0:
			first = r
		case !printable && first >= 0:
			fmt.Printf("%x %x\n", first, r-1)
			first = -1
		}
	}
}
