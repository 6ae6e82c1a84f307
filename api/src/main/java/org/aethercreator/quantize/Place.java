package org.aethercreator.quantize;

/**
 * Where a tensor stands among those of its role.
 *
 * @param index how many of its role come before it, or its layer in a model with experts
 * @param count how many there are
 * @param ordinal how many of its role come before it, also in a model with experts
 * @param weighted whether there is an importance matrix for the model
 */
record Place(ModelTraits model, long index, long count, long ordinal, boolean weighted) {}
