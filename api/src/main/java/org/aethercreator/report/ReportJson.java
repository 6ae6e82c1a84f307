package org.aethercreator.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.aethercreator.bench.BenchmarkResult;
import org.aethercreator.bench.Metric;
import org.aethercreator.bench.TargetResult;

/** The figures as JSON, every sample of them, each metric with its unit. */
final class ReportJson {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private ReportJson() {}

    static String write(BenchmarkResult result) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", "aethercreator-benchmark/1");
        root.put("measured_at", result.measuredAt().toString());
        root.set("settings", MAPPER.valueToTree(result.settings()));
        root.set("environment", MAPPER.valueToTree(result.environment()));
        ArrayNode targets = root.putArray("targets");
        result.targets().forEach(target -> write(target, targets.addObject()));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree of JSON nodes can always be written", e);
        }
    }

    private static void write(TargetResult target, ObjectNode node) {
        node.put("name", target.target().name());
        node.put("file", target.target().gguf().toString());
        ObjectNode metrics = node.putObject("metrics");
        for (Metric metric : Metric.values()) {
            target.measurement(metric).ifPresent(measurement -> {
                ObjectNode figure = metrics.putObject(metric.key());
                figure.put("unit", metric.unit());
                figure.put("value", measurement.value());
                figure.put("low", measurement.low());
                figure.put("high", measurement.high());
                figure.set("samples", MAPPER.valueToTree(measurement.samples()));
            });
        }
    }
}
