package org.aethercreator.llamacpp;

/**
 * Logits and what turns them into log-probabilities.
 *
 * @param largestToken the most probable token
 * @param logOfSum logarithm of the sum of the exponentials of all logits
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of each row would be slow
record LogSoftmax(float[] logits, int largestToken, double logOfSum) {
    static LogSoftmax of(float[] logits) {
        int largest = 0;
        for (int token = 1; token < logits.length; token++) {
            largest = logits[token] > logits[largest] ? token : largest;
        }
        double total = 0;
        for (float logit : logits) {
            total += Math.exp(logit - logits[largest]);
        }
        return new LogSoftmax(logits, largest, logits[largest] + Math.log(total));
    }

    double logProbability(int token) {
        return logits[token] - logOfSum;
    }

    /** Negative log-likelihood of a token. */
    double surprise(int token) {
        return logOfSum - logits[token];
    }
}
