package org.aethercreator.llamacpp;

import java.util.Arrays;

/** The statistics of a {@link KlDivergence}, token by token. */
final class DivergenceSums {
    private final MeanAndError divergence = new MeanAndError();
    private final MeanAndError surprise = new MeanAndError();
    private final MeanAndError baseSurprise = new MeanAndError();
    private final MeanAndError surpriseBeyondBase = new MeanAndError();
    private float[] divergences = new float[1024];
    private long sameTops;

    /** One scored token. */
    record Token(double divergence, double surprise, double baseSurprise, boolean sameTop) {}

    void add(Token token) {
        int count = (int) divergence.count();
        if (count == divergences.length) {
            divergences = Arrays.copyOf(divergences, 2 * count);
        }
        divergences[count] = (float) token.divergence();
        divergence.add(token.divergence());
        surprise.add(token.surprise());
        baseSurprise.add(token.baseSurprise());
        surpriseBeyondBase.add(token.surprise() - token.baseSurprise());
        sameTops += token.sameTop() ? 1 : 0;
    }

    Messages.Diverged result(int windows, int windowTokens, long elapsedNanos) {
        long count = divergence.count();
        float[] sorted = Arrays.copyOf(divergences, (int) count);
        Arrays.sort(sorted);
        double sameTopShare = (double) sameTops / count;
        double ratio = Math.exp(surpriseBeyondBase.mean());
        return new Messages.Diverged(
                divergence.mean(),
                divergence.standardError(),
                percentile(sorted, 0.5),
                percentile(sorted, 0.99),
                sorted[sorted.length - 1],
                sameTopShare,
                count < 2 ? 0 : Math.sqrt(sameTopShare * (1 - sameTopShare) / (count - 1)),
                Math.exp(surprise.mean()),
                Math.exp(baseSurprise.mean()),
                ratio,
                ratio * surpriseBeyondBase.standardError(),
                windows,
                windowTokens,
                count,
                elapsedNanos);
    }

    /** Interpolated between the two values around it. */
    private static double percentile(float[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
