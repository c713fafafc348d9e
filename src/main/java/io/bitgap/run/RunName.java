package io.bitgap.run;

/** What people call a run: by what it trains, not by its id. */
public final class RunName {
    private RunName() {}

    /** {@code pact at 4}; of runs without quantizers {@code fp32} and {@code fp32, tuned}. */
    public static String cell(String method, String setting) {
        return setting.equals(PlannedRun.BASELINE) ? method : method + " at " + setting;
    }

    /** {@code pact at 4, seed 1}. */
    public static String of(String method, String setting, long seed) {
        return cell(method, setting) + ", seed " + seed;
    }
}
