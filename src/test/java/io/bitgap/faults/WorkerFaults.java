package io.bitgap.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Experiments over all quantizers and many options of recipes, trained while faults strike that are drawn from a seed ({@code
 * -Dfaults.seed}, {@code -Dfaults.count}); each must come to the bits of the same experiment left alone.
 */
class WorkerFaults {
    private static final List<String> OPTIONS = List.of(
            "\"schedule\": \"cosine\", \"mixup\": 0.2, \"weightEma\": 0.9",
            "\"distillation\": {\"temperature\": 2, \"share\": 0.5}, \"labelSmoothing\": 0.1,"
                    + " \"batchNorm\": \"train\", \"reestimateBatchNorm\": 2",
            "\"gradientClip\": 0.5, \"randomErasing\": 0.5, \"schedule\": \"step\", \"milestones\": [2]",
            "\"transitionRate\": 0.01, \"nesterov\": true, \"decayNorm\": true, \"schedule\": \"cosine\","
                    + " \"smallestLearningRate\": 0.001",
            "\"warmupEpochs\": 1, \"augmentation\": false, \"labelSmoothing\": 0.1");

    private static final String EXPERIMENT = """
            {"name": "faults %s", "network": "resnet8", "dataset": "shapes10",
             "methods": ["google-int8", "fqn", "pact", "dorefa", "qil", "gdrq", "lsq"], "bits": ["4"], "seeds": [%d],
             "baseline": {"epochs": 3, "batchSize": 32, "learningRate": 0.1},
             "recipe": {"epochs": 3, "batchSize": 32, "learningRate": 0.02, %s},
             "limits": {"trainExamples": 640, "testExamples": 100}, "control": false}
            """;

    /** One that was injected; the attempts that it cost. */
    private record Strike(Fault fault, Instant at, List<Double> notice, List<Double> resume) {
        Strike(Fault fault, Instant at) {
            this(fault, at, new ArrayList<>(), new ArrayList<>());
        }

        /**
         * Before the next one, which may start a worker anew. Noticed is the end of an attempt; resumed its run's next attempt, from the
         * moment on when the device that took it was there and had ended what it did before. Exports are not told from waiting.
         */
        void measure(Scene scene) {
            if (!notice.isEmpty()) {
                return;
            }
            scene.jdbc
                    .sql("""
                            select extract(epoch from a.ended_at - :at)::float8 as notice,
                              extract(epoch from n.started_at - greatest(a.ended_at,
                                (select started_at from worker where name = n.worker),
                                (select max(o.ended_at) from attempt o where o.worker = n.worker
                                  and o.device = n.device and o.id <> n.id and o.ended_at <= n.started_at)))::float8 as resume
                            from attempt a left join attempt n on n.run_id = a.run_id and n.number = a.number + 1
                            where a.state in ('LOST', 'CANCELED') and a.started_at <= :at
                              and a.ended_at between :at and cast(:at as timestamptz) + interval '1 minute'
                            """)
                    .param("at", at.atOffset(java.time.ZoneOffset.UTC))
                    .query(row -> {
                        notice.add(row.getDouble("notice"));
                        double resumed = row.getDouble("resume");
                        if (!row.wasNull()) {
                            resume.add(resumed);
                        }
                    });
        }
    }

    @TempDir
    Path folder;

    @Test
    void whateverBreaksEveryRunComesToTheBitsThatItComesToUndisturbed() {
        long seed = Long.getLong("faults.seed", 1);
        int count = Integer.getInteger("faults.count", 60);
        List<Strike> strikes = new ArrayList<>();
        Map<String, Outcome> alone = new HashMap<>();
        long different = 0;
        int experiments = 0;
        try (Scene scene = new Scene(folder, seed)) {
            List<Fault> list = drawn(scene, count);
            System.out.println("Faults of seed " + seed + ": " + list);
            while (!list.isEmpty()) {
                String recipe = OPTIONS.get(experiments++ % OPTIONS.size());
                Outcome undisturbed = alone.computeIfAbsent(
                        recipe, same -> finished(scene, submitted(scene, "undisturbed", seed, same)));
                UUID experiment = submitted(scene, "disturbed", seed, recipe);
                while (!list.isEmpty() && unfinished(scene, experiment)) {
                    strike(scene, list.get(0), last(strikes)).ifPresent(strike -> {
                        strikes.add(strike);
                        list.remove(0);
                    });
                }
                different += finished(scene, experiment).differentFrom(undisturbed);
                last(strikes).ifPresent(strike -> strike.measure(scene));
                System.out.printf("%d faults, %d experiments, different %d%n", strikes.size(), experiments, different);
            }
            report(strikes, different);
            assertThat(different).as("cells of other bits").isZero();
            assertThat(strikes).hasSize(count);
            assertThat(wrong(scene, "select count(*) from run where state <> 'COMPLETED'"))
                    .as("runs lost or in a wrong state")
                    .isZero();
            assertThat(wrong(scene, """
                            select count(*) from (select run_id from attempt where state = 'COMPLETED'
                              group by run_id having count(*) > 1) twice
                            """)).as("cells doubled").isZero();
            assertThat(wrong(scene, "select count(*) from attempt where state = 'OPEN'"))
                    .as("attempts left open")
                    .isZero();
        }
    }

    private static List<Fault> drawn(Scene scene, int count) {
        List<Fault> list = new ArrayList<>();
        while (list.size() < count) {
            List<Fault> all = new ArrayList<>(
                    Arrays.stream(Fault.values()).filter(Fault::possible).toList());
            Collections.shuffle(all, scene.random);
            list.addAll(all.subList(0, Math.min(all.size(), count - list.size())));
        }
        return list;
    }

    private static UUID submitted(Scene scene, String name, long seed, String recipe) {
        return UUID.fromString(scene.service()
                .post("/experiments", EXPERIMENT.formatted(name + " " + seed, seed, recipe))
                .path("id")
                .asString());
    }

    /** Empty where it had nothing to strike: it does not count, and is tried again. */
    private static Optional<Strike> strike(Scene scene, Fault fault, Optional<Strike> before) {
        scene.awaitWhole();
        scene.awaitTraining(fault.strikesSecond() ? scene.secondName() : "%");
        before.ifPresent(strike -> strike.measure(scene));
        Instant at = now(scene);
        try {
            fault.strike(scene);
        } catch (Fault.Missed e) {
            return Optional.empty();
        }
        scene.awaitWhole();
        Strike strike = new Strike(fault, at);
        System.out.printf(
                Locale.ROOT,
                "%s %s, everything whole after %.1f s%n",
                at,
                fault,
                Duration.between(at, now(scene)).toMillis() / 1e3);
        return Optional.of(strike);
    }

    private static Instant now(Scene scene) {
        return scene.jdbc
                .sql("select now()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    private static boolean unfinished(Scene scene, UUID experiment) {
        return scene.jdbc
                .sql("select exists (select from run where experiment_id = :id and finished_at is null)")
                .param("id", experiment)
                .query(Boolean.class)
                .single();
    }

    private static Outcome finished(Scene scene, UUID experiment) {
        scene.awaitWhole();
        await().atMost(Duration.ofMinutes(15)).ignoreExceptions().until(() -> !unfinished(scene, experiment));
        return Outcome.of(scene.jdbc, experiment);
    }

    private static long wrong(Scene scene, String sql) {
        return scene.jdbc.sql(sql).query(Long.class).single();
    }

    private static Optional<Strike> last(List<Strike> strikes) {
        return strikes.isEmpty() ? Optional.empty() : Optional.of(strikes.get(strikes.size() - 1));
    }

    private static void report(List<Strike> strikes, long different) {
        System.out.printf("%-30s %6s %8s %16s %16s%n", "fault", "times", "attempts", "notice, s", "resume, s");
        for (Fault fault : Fault.values()) {
            print(
                    fault.name(),
                    strikes.stream().filter(strike -> strike.fault() == fault).toList());
        }
        print("all", strikes);
        System.out.printf("Seconds: median, worst. Cells of other bits: %d%n", different);
    }

    private static void print(String name, List<Strike> strikes) {
        List<Double> noticed =
                strikes.stream().flatMap(strike -> strike.notice().stream()).toList();
        System.out.printf(
                "%-30s %6d %8d %16s %16s%n",
                name,
                strikes.size(),
                noticed.size(),
                spread(noticed),
                spread(strikes.stream()
                        .flatMap(strike -> strike.resume().stream())
                        .toList()));
    }

    private static String spread(List<Double> values) {
        double[] sorted =
                values.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
        return sorted.length == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f, %.1f", sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
