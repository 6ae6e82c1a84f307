// Reads Modelfiles from standard input, each after its length as four bytes, and prints for each what Ollama's own
// parser and create say, as one line of JSON.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/ollama/ollama/parser"
)

type verdict struct {
	Error       string            `json:"error"`
	Commands    []string          `json:"commands"`
	CreateError string            `json:"createError"`
	Parameters  map[string]string `json:"parameters"`
	From        string            `json:"from"`
	Requires    string            `json:"requires"`
}

func main() {
	// Ollama prints its warnings to standard output.
	out := bufio.NewWriter(os.Stdout)
	os.Stdout, _ = os.Open(os.DevNull)
	in := bufio.NewReader(os.Stdin)
	for {
		var length uint32
		if binary.Read(in, binary.BigEndian, &length) != nil {
			break
		}
		modelfile := make([]byte, length)
		io.ReadFull(in, modelfile)
		line, _ := json.Marshal(judge(modelfile, os.Args[1]))
		out.Write(line)
		out.WriteString("\n")
	}
	out.Flush()
}

func judge(modelfile []byte, folder string) (v verdict) {
	parsed, err := parser.ParseFile(bytes.NewReader(modelfile))
	if err != nil {
		v.Error = err.Error()
		return v
	}
	for _, command := range parsed.Commands {
		v.Commands = append(v.Commands, command.Name+"="+command.Args)
	}
	request, err := parsed.CreateRequest(folder)
	if err != nil {
		v.CreateError = err.Error()
		return v
	}
	if _, err := json.Marshal(request); err != nil {
		v.CreateError = err.Error()
	}
	v.Parameters = map[string]string{}
	for name, value := range request.Parameters {
		if pointer, ok := value.(*bool); ok {
			value = *pointer
		}
		v.Parameters[name] = fmt.Sprint(value)
	}
	v.From = request.From
	v.Requires = request.Requires
	return v
}
