import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** How many times as fast one thing is as another, from pairs of times that were measured one after the other. */
final class Ratios {
    private final List<Double> ratios = new ArrayList<>();

    void add(double ratio) {
        ratios.add(ratio);
    }

    double median() {
        return statistics().getPercentile(50);
    }

    /** The geometric mean with its 95 % interval, by Student's t of the logarithms. */
    String meanWithInterval() {
        DescriptiveStatistics logarithms = new DescriptiveStatistics();
        ratios.forEach(ratio -> logarithms.addValue(Math.log(ratio)));
        double mean = logarithms.getMean();
        int count = ratios.size();
        double margin = new TDistribution(count - 1).inverseCumulativeProbability(0.975)
                * logarithms.getStandardDeviation()
                / Math.sqrt(count);
        return String.format(
                Locale.ROOT, "%.3f [%.3f, %.3f]", Math.exp(mean), Math.exp(mean - margin), Math.exp(mean + margin));
    }

    /** The median with the smallest and the largest. */
    String medianWithRange() {
        DescriptiveStatistics all = statistics();
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", median(), all.getMin(), all.getMax());
    }

    private DescriptiveStatistics statistics() {
        DescriptiveStatistics all = new DescriptiveStatistics();
        ratios.forEach(all::addValue);
        return all;
    }
}
