package org.aethercreator.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks a hub about models, and reads what it answers. */
record ModelQuery(HubHttp http, Retry.Limits limits) {
    private static final List<String> PROPERTIES =
            List.of("safetensors", "gated", "tags", "config", "downloads", "likes", "pipeline_tag", "lastModified");
    private static final String LICENSE_TAG = "license:";

    /** A hub that does not know a filter answers with other models too; these are left out, page by page. */
    private static final int MAXIMUM_PAGES = 10;

    List<HubModel> search(ModelSearch search) throws InterruptedException {
        HubCall call = http.call("search for models", null, "");
        Optional<URI> next = Optional.of(http.address("/api/models?" + query(search)));
        Set<String> ids = new HashSet<>();
        List<HubModel> found = new ArrayList<>();
        for (int page = 0; page < MAXIMUM_PAGES && next.isPresent() && found.size() < search.limit(); page++) {
            HubHttp.Page answer = http.json(call, next.get(), new Retry(limits));
            for (JsonNode entry : answer.json()) {
                HubModel model = model(entry);
                if (found.size() < search.limit() && search.accepts(model) && ids.add(model.id())) {
                    found.add(model);
                }
            }
            next = answer.next();
        }
        return found;
    }

    HubModel model(HubRepo repo) throws InterruptedException {
        HubCall call = http.call("describe " + repo, repo, "");
        URI address = http.address(
                "/api/models/" + repo.id() + "/revision/" + HubPath.part(repo.revision()) + "?" + expand());
        return model(http.json(call, address, new Retry(limits)).json());
    }

    private static String query(ModelSearch search) {
        List<String> parameters = new ArrayList<>();
        if (!search.words().isBlank()) {
            parameters.add("search=" + HubPath.part(search.words().strip()));
        }
        parameters.add("filter=text-generation");
        parameters.add("filter=safetensors");
        search.license().ifPresent(name -> parameters.add("filter=" + HubPath.part(LICENSE_TAG + name)));
        String sizes = Stream.of(bound("min", search.minimumParameters()), bound("max", search.maximumParameters()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(","));
        if (!sizes.isEmpty()) {
            parameters.add("num_parameters=" + HubPath.part(sizes));
        }
        parameters.add("sort=downloads");
        // More than wanted where the hub cannot choose by architecture.
        parameters.add("limit=" + (search.architectures().isEmpty() ? search.limit() : Math.max(100, search.limit())));
        parameters.add(expand());
        return String.join("&", parameters);
    }

    private static Optional<String> bound(String name, OptionalLong parameters) {
        return parameters.isPresent() ? Optional.of(name + ":" + parameters.getAsLong()) : Optional.empty();
    }

    private static String expand() {
        return PROPERTIES.stream().map(name -> "expand=" + name).collect(Collectors.joining("&"));
    }

    private static HubModel model(JsonNode entry) {
        JsonNode total = entry.path("safetensors").path("total");
        JsonNode gated = entry.path("gated");
        return new HubModel(
                entry.path("id").asText(),
                total.canConvertToLong() ? OptionalLong.of(total.asLong()) : OptionalLong.empty(),
                strings(entry.path("tags")).stream()
                        .filter(tag -> tag.startsWith(LICENSE_TAG))
                        .map(tag -> tag.substring(LICENSE_TAG.length()))
                        .findFirst(),
                gated.isTextual() || gated.asBoolean(),
                strings(entry.path("config").path("architectures")),
                entry.path("downloads").asLong(),
                entry.path("likes").asLong(),
                Optional.of(entry.path("pipeline_tag").asText()).filter(task -> !task.isEmpty()),
                instant(entry.path("lastModified").asText()));
    }

    private static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(element -> strings.add(element.asText()));
        return strings;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException unknown) {
            return Optional.empty();
        }
    }
}
