package org.aethercreator.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** A part of a worker's answer. */
public final class WorkerPart {
    private final JsonNode body;

    WorkerPart(JsonNode body) {
        this.body = body;
    }

    /** Its JSON as a {@code type}. */
    public <T> T as(Class<T> type) {
        try {
            return Frame.JSON.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the worker's answer is no " + type.getSimpleName() + ": " + body, e);
        }
    }
}
