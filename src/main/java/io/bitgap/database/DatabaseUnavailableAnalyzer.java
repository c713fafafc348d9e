package io.bitgap.database;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints cause and action instead of a stack trace when the embedded database cannot start. */
class DatabaseUnavailableAnalyzer extends AbstractFailureAnalyzer<DatabaseUnavailable> {
    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, DatabaseUnavailable cause) {
        String description = cause.getMessage() == null ? "The embedded database cannot start." : cause.getMessage();
        return new FailureAnalysis(description, cause.action(), cause);
    }
}
