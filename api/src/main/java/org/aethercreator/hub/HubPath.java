package org.aethercreator.hub;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Text as parts of an address. */
final class HubPath {
    private HubPath() {}

    /** Text as one part of a path, or as a value of a query. */
    static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A file's path, which keeps its {@code /}. */
    static String parts(String path) {
        return Arrays.stream(path.split("/")).map(HubPath::part).collect(Collectors.joining("/"));
    }
}
