package io.bitgap;

import io.bitgap.problem.Problem;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A problem that keeps the process from starting is told in its own sentence, not in a stack trace. */
class StartupProblemAnalyzer extends AbstractFailureAnalyzer<Problem> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Problem cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), null, cause);
    }
}
