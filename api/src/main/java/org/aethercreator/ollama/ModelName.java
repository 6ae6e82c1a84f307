package org.aethercreator.ollama;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a model as Ollama reads it: {@code [scheme://][host/][namespace/]model[:tag]}. Each part has 1 to 80 (the
 * host 350) letters, digits, {@code _}, {@code -} and {@code .}, and begins with none of the last two; a namespace has
 * no dot, a host may have a colon. ({@code types/model/name.go} of Ollama 0.33.)
 *
 * @param host where the model comes from, by default {@value #DEFAULT_HOST}
 * @param namespace whose it is, by default {@value #DEFAULT_NAMESPACE}
 * @param tag which variant, by default {@value #DEFAULT_TAG}
 */
public record ModelName(String host, String namespace, String model, String tag) {
    public static final String DEFAULT_HOST = "registry.ollama.ai";
    public static final String DEFAULT_NAMESPACE = "library";
    public static final String DEFAULT_TAG = "latest";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,349}");
    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]{0,79}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,79}");

    public ModelName {
        if (!areValid(host, namespace, model, tag)) {
            throw invalid(host + "/" + namespace + "/" + model + ":" + tag);
        }
    }

    /**
     * Reads a name, with the defaults for what it does not say.
     *
     * @throws IllegalArgumentException if Ollama would refuse it
     */
    public static ModelName parse(String text) {
        return find(text).orElseThrow(() -> invalid(text));
    }

    /** Whether Ollama would take {@code text} for the name of a model. */
    public static boolean isValid(String text) {
        return find(text).isPresent();
    }

    /**
     * {@code text} itself, if Ollama would take it for the name of a model.
     *
     * @throws IllegalArgumentException if it would refuse it
     */
    public static String checked(String text) {
        if (!isValid(text)) {
            throw invalid(text);
        }
        return text;
    }

    private static Optional<ModelName> find(String text) {
        String rest = text;
        String tag = DEFAULT_TAG;
        int colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = rest.substring(colon + 1);
            rest = rest.substring(0, colon);
        }
        String namespace = DEFAULT_NAMESPACE;
        String host = DEFAULT_HOST;
        int slash = rest.lastIndexOf('/');
        String model = rest.substring(slash + 1);
        if (slash >= 0) {
            rest = rest.substring(0, slash);
            slash = rest.lastIndexOf('/');
            namespace = rest.substring(slash + 1);
            if (slash >= 0) {
                host = rest.substring(0, slash);
                int scheme = host.indexOf("://");
                host = scheme < 0 ? host : host.substring(scheme + "://".length());
            }
        }
        return areValid(host, namespace, model, tag)
                ? Optional.of(new ModelName(host, namespace, model, tag))
                : Optional.empty();
    }

    private static boolean areValid(String host, String namespace, String model, String tag) {
        return HOST.matcher(host).matches()
                && NAMESPACE.matcher(namespace).matches()
                && PART.matcher(model).matches()
                && PART.matcher(tag).matches();
    }

    private static IllegalArgumentException invalid(String text) {
        return new IllegalArgumentException("\"" + text + "\" cannot be the name of an Ollama model; use letters,"
                + " digits, _, - and . (at most 80), with a namespace before / or a tag after : if you like, for"
                + " example java-tutor:latest.");
    }

    /** Whether both name the same model: Ollama does not tell upper from lower case. */
    public boolean sameAs(ModelName other) {
        return toString().toLowerCase(Locale.ROOT).equals(other.toString().toLowerCase(Locale.ROOT));
    }

    /** As Ollama lists it: without host and namespace where they are the defaults, with the tag. */
    @Override
    public String toString() {
        String end = model + ":" + tag;
        if (!host.equalsIgnoreCase(DEFAULT_HOST)) {
            return host + "/" + namespace + "/" + end;
        }
        return namespace.equalsIgnoreCase(DEFAULT_NAMESPACE) ? end : namespace + "/" + end;
    }
}
