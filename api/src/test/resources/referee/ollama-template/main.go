// Reads cases as lines of JSON from standard input and prints for each what Ollama's own template package makes of it,
// as one line of JSON. Where a case has an answer of a model, which tools Ollama finds called in it is told as well.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"github.com/ollama/ollama/api"
	"github.com/ollama/ollama/template"
	"github.com/ollama/ollama/thinking"
	"github.com/ollama/ollama/tools"
)

type example struct {
	Template string            `json:"template"`
	Values   []json.RawMessage `json:"values"`
	Answer   string            `json:"answer"`
}

type values struct {
	Messages   []api.Message `json:"messages"`
	Tools      api.Tools     `json:"tools"`
	Prompt     string        `json:"prompt"`
	Suffix     string        `json:"suffix"`
	Think      bool          `json:"think"`
	ThinkLevel string        `json:"thinkLevel"`
	IsThinkSet bool          `json:"isThinkSet"`
}

type verdict struct {
	Error        string   `json:"error"`
	Vars         []string `json:"vars"`
	Capabilities []string `json:"capabilities"`
	Renderings   []string `json:"renderings"`
	Called       []string `json:"called"`
	Said         string   `json:"said"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	for {
		line, err := in.ReadBytes('\n')
		if err != nil {
			break
		}
		var e example
		if err := json.Unmarshal(line, &e); err != nil {
			panic(err)
		}
		judged, _ := json.Marshal(judge(e))
		out.Write(judged)
		out.WriteString("\n")
	}
	out.Flush()
}

func judge(e example) (v verdict) {
	parsed, err := template.Parse(e.Template)
	if err != nil {
		v.Error = err.Error()
		return v
	}
	v.Vars, _ = parsed.Vars()
	v.Capabilities = []string{}
	if slices.Contains(v.Vars, "tools") {
		v.Capabilities = append(v.Capabilities, "tools")
	}
	if slices.Contains(v.Vars, "suffix") {
		v.Capabilities = append(v.Capabilities, "insert")
	}
	if opening, closing := thinking.InferTags(parsed.Template); opening != "" && closing != "" {
		v.Capabilities = append(v.Capabilities, "thinking")
	}
	for _, raw := range e.Values {
		v.Renderings = append(v.Renderings, render(parsed, raw))
	}
	if e.Answer != "" {
		var offered values
		if err := json.Unmarshal(e.Values[0], &offered); err != nil {
			panic(err)
		}
		calls, said := tools.NewParser(parsed.Template, offered.Tools).Add(e.Answer)
		for _, call := range calls {
			v.Called = append(v.Called, call.Function.Name)
		}
		v.Said = said
	}
	return v
}

func render(parsed *template.Template, raw json.RawMessage) (rendered string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			rendered = fmt.Sprint("error: ", panicked)
		}
	}()
	var v values
	if err := json.Unmarshal(raw, &v); err != nil {
		return "error: " + err.Error()
	}
	var b bytes.Buffer
	err := parsed.Execute(&b, template.Values{
		Messages: v.Messages, Tools: v.Tools, Prompt: v.Prompt, Suffix: v.Suffix,
		Think: v.Think, ThinkLevel: v.ThinkLevel, IsThinkSet: v.IsThinkSet,
	})
	if err != nil {
		return "error: " + err.Error()
	}
	return b.String()
}
