package org.aethercreator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.aethercreator.bench.BenchmarkResult;
import org.aethercreator.bench.BenchmarkSettings;
import org.aethercreator.bench.BenchmarkTarget;
import org.aethercreator.bench.Environment;
import org.aethercreator.bench.Measurement;
import org.aethercreator.bench.Metric;
import org.aethercreator.bench.TargetResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
    private static final BenchmarkResult RESULT = new BenchmarkResult(
            Instant.parse("2026-11-24T08:00:00Z"),
            BenchmarkSettings.standard(),
            new Environment("Ryzen <9>", 16, 32L << 30, "Linux", "17.0.15", "llama.cpp b4916"),
            List.of(target("small", 88.2, 21.5, 120.0), target("large & <b>", 144.8, 18.4, 90.25)));

    private static TargetResult target(String name, double megabytes, double perplexity, double speed) {
        return new TargetResult(
                new BenchmarkTarget(name, Path.of("/models/" + name + ".gguf")),
                Map.of(
                        Metric.FILE_SIZE, Measurement.exact(megabytes),
                        Metric.PROMPT_SPEED, Measurement.median(List.of(speed, speed + 1, speed - 1)),
                        Metric.PERPLEXITY, Measurement.estimate(perplexity, 0.5)));
    }

    @Test
    void theTableHasAColumnForEachMetricThatWasMeasured() {
        assertThat(Report.of(RESULT).table().columnNames())
                .containsExactly("Model", "File size (MB)", "Prompt speed (tokens/s)", "Perplexity", "±");
        assertThat(Report.of(RESULT).toString())
                .contains("small", "88.2", "120.0", "21.50", "0.50", "large & <b>", "90.2");
    }

    @Test
    void aChartIsDescribedInWordsAndNumbers() {
        Figure figure = Report.of(RESULT).bars(Metric.PROMPT_SPEED);

        assertThat(figure.words())
                .isEqualTo("Bar chart “Prompt speed (more is better)”, x axis: Model, y axis: Prompt speed (tokens/s)."
                        + " Prompt speed: small 120, large & <b> 90.3.");
        assertThat(figure.data().columnNames()).containsExactly("Series", "Model", "Prompt speed (tokens/s)");
        assertThat(figure.data().rowCount()).isEqualTo(2);
    }

    @Test
    void aChartIsWellFormedSvgWithItsWordsAsLabel() throws Exception {
        Figure figure = Report.of(RESULT).scatter(Metric.FILE_SIZE, Metric.PERPLEXITY);

        Element svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(figure.svg())))
                .getDocumentElement();
        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("aria-label")).isEqualTo(figure.words()).contains("large & <b>: 144.8 18.4.");
    }

    @Test
    void untrustedNamesAreEscaped() {
        assertThat(Report.of(RESULT).html())
                .contains("large &amp; &lt;b&gt;", "Ryzen &lt;9&gt;")
                .doesNotContain("<b>", "<9>");
    }

    @Test
    void theFilesHoldEverySampleAndTheTable(@TempDir Path folder) throws Exception {
        List<Path> files = Report.of(RESULT).save(folder.resolve("new"), "bench");

        assertThat(files)
                .extracting(file -> file.getFileName().toString())
                .containsExactly("bench.json", "bench.csv", "bench.html");
        JsonNode json = new ObjectMapper().readTree(files.get(0).toFile());
        assertThat(json.at("/targets/0/metrics/prompt_speed/samples").toString())
                .isEqualTo("[120.0,121.0,119.0]");
        assertThat(json.at("/targets/0/metrics/prompt_speed/unit").asText()).isEqualTo("tokens/s");
        assertThat(json.at("/environment/physical_cores").asInt()).isEqualTo(16);
        assertThat(Files.readAllLines(files.get(1)))
                .startsWith("Model,File size (MB),Prompt speed (tokens/s),Perplexity,±")
                .hasSize(3);
        assertThat(files.get(2))
                .content()
                .contains("<img src=\"data:image/svg+xml;base64,", "alt=\"Bar chart “Prompt speed");
    }
}
