package org.aethercreator.kernel.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks to run a cell.
 *
 * @param silent nothing is to be shown, counted or kept
 * @param storeHistory whether it counts and is kept in the history
 * @param userExpressions expressions to evaluate after the cell, by a name of the front end's choice
 * @param allowStdin whether the front end answers an {@link InputRequest}
 * @param stopOnError whether its failure aborts the requests that wait behind it
 */
public record ExecuteRequest(
        String code,
        boolean silent,
        boolean storeHistory,
        Map<String, String> userExpressions,
        boolean allowStdin,
        boolean stopOnError)
        implements Content {
    public ExecuteRequest {
        Json.require(code, "code");
        storeHistory = storeHistory && !silent;
        userExpressions = Map.copyOf(userExpressions);
    }

    /** With the defaults of the specification for what is missing. */
    @JsonCreator
    static ExecuteRequest of(
            @JsonProperty("code") String code,
            @JsonProperty("silent") boolean silent,
            @JsonProperty("store_history") @Nullable Boolean storeHistory,
            @JsonProperty("user_expressions") @Nullable Map<String, String> userExpressions,
            @JsonProperty("allow_stdin") boolean allowStdin,
            @JsonProperty("stop_on_error") @Nullable Boolean stopOnError) {
        return new ExecuteRequest(
                code,
                silent,
                storeHistory == null || storeHistory,
                userExpressions == null ? Map.of() : userExpressions,
                allowStdin,
                stopOnError == null || stopOnError);
    }
}
