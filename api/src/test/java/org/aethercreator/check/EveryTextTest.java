package org.aethercreator.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.aethercreator.modelfile.ModelfileSource;
import org.aethercreator.modelfile.OllamaVersion;

/** Whatever somebody types, the check answers. */
class EveryTextTest {
    @Property(tries = 2000)
    void everyTextHasFindingsThatFitIt(@ForAll("texts") String text, @ForAll("versions") OllamaVersion version) {
        ModelfileSource source = ModelfileSource.of(text);
        long lines = source.text().lines().count() + 1;

        List<Finding> findings = ModelfileCheck.of(source).withVersion(version).findings();

        for (Finding finding : findings) {
            assertThat(finding.firstLine()).isBetween(1, (int) lines);
            assertThat(finding.lastLine()).isBetween(finding.firstLine(), (int) lines);
            assertThat(List.of(finding.what(), finding.why(), finding.fix()))
                    .allSatisfy(sentence -> assertThat(sentence).isNotBlank().matches("(?s).*[.!?]"));
            if (finding.edit() != null) {
                assertThat(finding.edit().applyTo(source.text())).isNotEqualTo(source.text());
            }
        }
        if (source.problems().isEmpty()) {
            assertThat(source.modelfile().explain(version)).hasSameSizeAs(source.entries());
        } else {
            assertThat(findings).extracting(Finding::severity).contains(Finding.Severity.ERROR);
        }
    }

    @Provide
    Arbitrary<OllamaVersion> versions() {
        return Arbitraries.of("0.1.0", "0.5.1", "0.6.8", "0.7.0", "0.24", "0.33")
                .map(OllamaVersion::parse);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> lines = Arbitraries.of(
                "FROM a",
                "from ./x.gguf # y",
                "PARAMETER temperature 0",
                "PARAMETER top_p 1,5",
                "PARAMETER num_ctx 8k",
                "PARAMETER num_ctx 99999999999999999999",
                "PARAMETER num_predict 5",
                "PARAMETER stop \"",
                "PARAMETER stop a",
                "PARAMETER stop \"a\" # b",
                "PARAMETER message x",
                "PARAMETER model b",
                "PARAMETER  x",
                "PARAMETER mirostat 2",
                "PARAMETER tfs_z nan",
                "PARAMETER min_p nan",
                "PARAMETER top-k 3",
                "SYSTEM \"\"\"",
                "text\"\"\"",
                "SYSTEM ",
                "SYSTEM",
                "SYSTEM 'a'",
                "system a\u00a0b\u200d",
                "TEMPLATE {{ .Prompt }}",
                "TEMPLATE {% if x %}",
                "TEMPLATE {{ .Prompt",
                "TEMPLATE {{ range .Messages }}{{ .Foo }}{{ end }}",
                "TEMPLATE {{ json .Prompt }}{{ .Tools }}",
                "TEMPLATE \"\"\"",
                "{{ if }}\"\"\"",
                "TEMPLATE ",
                "MESSAGE user hi",
                "MESSAGE tool x",
                "RENDERER x",
                "PARSER y",
                "REQUIRES z",
                "REQUIRES 9",
                "DRAFT d",
                "ADAPTER a",
                "ADAPTER b",
                "LICENSE \"a\nb\"",
                "# comment",
                "```",
                "",
                "\r",
                "\uD800",
                "🚀");
        return lines.list().ofMaxSize(9).map(all -> String.join("\n", all));
    }
}
