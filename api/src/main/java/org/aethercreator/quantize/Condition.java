package org.aethercreator.quantize;

/** When a rule of a mixture holds. */
@FunctionalInterface
interface Condition {
    Condition ALWAYS = place -> true;
    Condition FALCON = place -> place.model().isFalcon();
    Condition NOT_FALCON = FALCON.not();
    /** Mixtral: what is not an expert is so small that it may take more bits. */
    Condition EIGHT_EXPERTS = place -> place.model().experts() == 8;

    Condition FOUR_EXPERTS = place -> place.model().experts() >= 4;
    /** Four or more query heads share a value, so there are few values. */
    Condition SHARED_VALUES = place -> place.model().queriesPerKey() >= 4;
    /** There is an importance matrix. */
    Condition WEIGHTED = Place::weighted;

    Condition NOT_WEIGHTED = WEIGHTED.not();

    Condition FIRST_TWO = place -> place.index() < 2;
    Condition FIRST_FOUR = place -> place.index() < 4;
    Condition FIRST_SIXTEENTH = place -> place.index() < place.count() / 16;
    Condition FIRST_EIGHTH = place -> place.index() < place.count() / 8;
    /** The same where llama.cpp counts tensors instead of reading the layer in their names. */
    Condition FIRST_EIGHTH_COUNTED = place -> place.ordinal() < place.count() / 8;

    Condition LAST_EIGHTH = place -> place.index() >= 7 * place.count() / 8;
    Condition MIDDLE = FIRST_EIGHTH.or(LAST_EIGHTH).not();
    /** The first and last eighth and every third between: where errors hurt most, and a sample of the rest. */
    Condition SENSITIVE = FIRST_EIGHTH.or(LAST_EIGHTH).or(place -> (place.index() - place.count() / 8) % 3 == 2);

    boolean holds(Place place);

    default Condition and(Condition other) {
        return place -> holds(place) && other.holds(place);
    }

    default Condition or(Condition other) {
        return place -> holds(place) || other.holds(place);
    }

    default Condition not() {
        return place -> !holds(place);
    }
}
