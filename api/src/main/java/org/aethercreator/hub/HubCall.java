package org.aethercreator.hub;

import java.net.URI;
import java.util.Optional;

/**
 * One thing that is asked of a hub, as messages tell of it.
 *
 * @param endpoint the hub's address
 * @param purpose what is asked, to be read after "asked to"
 * @param repo what it is about
 * @param file what of the repository it is about; empty for none
 * @param withToken whether the hub knows who asks
 */
record HubCall(URI endpoint, String purpose, Optional<HubRepo> repo, String file, boolean withToken) {
    /** The beginning of a message on an answer. */
    String asked() {
        return "The hub at " + endpoint + " was asked to " + purpose;
    }

    /** The repository in a sentence, such as {@code model ORG/NAME}. */
    String subject() {
        return repo.map(known -> known.kind() + " " + known.id()).orElse("what was asked for");
    }

    /** Where a person looks at the repository. */
    String page() {
        return endpoint + repo.map(known -> "/" + known.pagePath()).orElse("");
    }

    String tokenPage() {
        return endpoint + "/settings/tokens";
    }
}
