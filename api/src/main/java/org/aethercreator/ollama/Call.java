package org.aethercreator.ollama;

import java.net.URI;

/**
 * One request to a server, as messages tell of it.
 *
 * @param path such as {@code /api/show}
 * @param purpose what the server is asked, to be read after "was asked to"
 * @param model the model that it is about; empty for none
 */
record Call(URI server, String method, String path, String purpose, String model) {
    URI address() {
        return URI.create(server.toString().replaceAll("/+$", "") + path);
    }

    /** The beginning of a message on an answer. */
    String asked() {
        return "The server at " + server + " was asked to " + purpose;
    }
}
