package org.aethercreator.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aethercreator.gguf.GgmlType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitivityTest {
    private static final GgmlType[] TYPES = {
        GgmlType.Q2_K, GgmlType.Q3_K, GgmlType.Q4_K, GgmlType.Q5_K, GgmlType.Q6_K, GgmlType.Q8_0
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void losesNoMoreThanTheBestChoiceButForOneStep(long seed) {
        Random random = new Random(seed);
        Sensitivity sensitivity = random(random, 6);
        double largestStep = sensitivity.tensors().stream()
                .mapToDouble(tensor -> tensor.weightedLoss(tensor.smallest()) - tensor.weightedLoss(tensor.best()))
                .max()
                .orElseThrow();
        for (int i = 0; i < 20; i++) {
            long allowed = sensitivity.smallestBytes()
                    + (long) (random.nextDouble() * (sensitivity.largestBytes() - sensitivity.smallestBytes()));
            SizeFit fit = sensitivity.fit(allowed);
            double best = leastLoss(sensitivity.tensors(), 0, allowed - sensitivity.fixedBytes());
            assertThat(fit.totalBytes()).isLessThanOrEqualTo(allowed);
            assertThat(fit.loss()).isBetween(best - 1e-12, best + largestStep);
        }
    }

    @Test
    void roomForAllGivesEachTensorItsBestType() {
        Sensitivity sensitivity = random(new Random(4), 30);
        SizeFit fit = sensitivity.fit(sensitivity.largestBytes());
        assertThat(fit.totalBytes()).isEqualTo(sensitivity.largestBytes());
        assertThat(fit.choices().values())
                .containsExactlyElementsOf(sensitivity.tensors().stream()
                        .map(TensorSensitivity::best)
                        .toList());
    }

    @Test
    void moreRoomNeverLosesMuchMore() {
        Sensitivity sensitivity = random(new Random(5), 200);
        List<SizeFit> curve = sensitivity.curve(12);
        assertThat(curve).hasSize(12);
        for (int i = 1; i < curve.size(); i++) {
            assertThat(curve.get(i).loss()).isLessThan(curve.get(i - 1).loss());
        }
    }

    @Test
    void aSmallTensorGetsMoreBitsThanALargeOneOfEqualLoss() {
        Sensitivity sensitivity = new Sensitivity(List.of(tensor("small", 1), tensor("large", 100)), 0);
        SizeFit fit = sensitivity.fit(102 * 1000);
        assertThat(fit.choices().get("small").type()).isEqualTo(GgmlType.Q8_0);
        assertThat(fit.choices().get("large").type()).isEqualTo(GgmlType.Q4_K);
    }

    @Test
    void aTensorWhoseLossCountsMoreGetsTheBits() {
        TensorSensitivity usual = tensor("usual", 1);
        Sensitivity sensitivity =
                new Sensitivity(List.of(usual, new TensorSensitivity("output", 2, usual.choices())), 0);
        SizeFit fit = sensitivity.fit(3000);
        assertThat(fit.choices().get("output").type()).isEqualTo(GgmlType.Q8_0);
        assertThat(fit.choices().get("usual").type()).isEqualTo(GgmlType.Q4_K);
        assertThat(fit.loss()).isEqualTo(2 * 0.0001 + 0.01);
    }

    @Test
    void tooLittleRoomTellsHowMuchIsNeeded() {
        Sensitivity sensitivity = new Sensitivity(List.of(tensor("a", 1)), 500);
        assertThatThrownBy(() -> sensitivity.fit(1499))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the model takes at least 1500 bytes, but only 1499 are allowed; allow more, or take a "
                        + "smaller model");
    }

    private static TensorSensitivity tensor(String name, long size) {
        return new TensorSensitivity(
                name,
                1,
                List.of(
                        new TypeChoice(GgmlType.Q8_0, 2000 * size, 0.0001),
                        new TypeChoice(GgmlType.Q4_K, 1000 * size, 0.01)));
    }

    private static Sensitivity random(Random random, int tensors) {
        List<TensorSensitivity> all = new ArrayList<>();
        for (int i = 0; i < tensors; i++) {
            long elements = 256L * (1 + random.nextInt(1000));
            double hard = Math.exp(2 * random.nextGaussian());
            List<TypeChoice> choices = new ArrayList<>();
            for (GgmlType type : TYPES) {
                double noise = 0.7 + 0.6 * random.nextDouble();
                choices.add(new TypeChoice(
                        type, type.rowBytes(elements), hard * noise * Math.pow(4, -type.bitsPerWeight())));
            }
            all.add(new TensorSensitivity("tensor" + i, Math.exp(random.nextGaussian()), choices));
        }
        return new Sensitivity(all, random.nextInt(10000));
    }

    private static double leastLoss(List<TensorSensitivity> tensors, int from, long room) {
        if (from == tensors.size()) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (TypeChoice choice : tensors.get(from).choices()) {
            if (choice.bytes() <= room) {
                least = Math.min(
                        least,
                        tensors.get(from).weightedLoss(choice) + leastLoss(tensors, from + 1, room - choice.bytes()));
            }
        }
        return least;
    }
}
