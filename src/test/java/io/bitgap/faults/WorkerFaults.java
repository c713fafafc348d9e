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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** One that was injected. */
    private record Strike(Fault fault, Instant at, Instant whole) {}

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
                    strike(scene, list.get(0)).ifPresent(strike -> {
                        strikes.add(strike);
                        list.remove(0);
                    });
                }
                different += finished(scene, experiment).differentFrom(undisturbed);
                System.out.printf("%d faults, %d experiments, different %d%n", strikes.size(), experiments, different);
            }
            report(scene, strikes, different);
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
    private static Optional<Strike> strike(Scene scene, Fault fault) {
        scene.awaitWhole();
        scene.awaitTraining(fault.strikesSecond() ? scene.secondName() : "%");
        Instant at = now(scene);
        try {
            fault.strike(scene);
        } catch (Fault.Missed e) {
            return Optional.empty();
        }
        scene.awaitWhole();
        Strike strike = new Strike(fault, at, now(scene));
        System.out.printf(
                Locale.ROOT,
                "%s %s, everything whole after %.1f s%n",
                at,
                fault,
                Duration.between(at, strike.whole()).toMillis() / 1e3);
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

    /**
     * Seconds are those between the fault and the end of the attempt that it cost, and from there to the next attempt where that was
     * on a device that was free all the while: the others wait for their turn. No attempt is booked to two faults.
     */
    private static void report(Scene scene, List<Strike> strikes, long different) {
        Map<Fault, List<Double>> notice = new EnumMap<>(Fault.class);
        Map<Fault, List<Double>> resume = new EnumMap<>(Fault.class);
        for (int i = 0; i < strikes.size(); i++) {
            Strike strike = strikes.get(i);
            Instant until = strike.whole().plus(Duration.ofMinutes(1));
            if (i + 1 < strikes.size() && strikes.get(i + 1).at().isBefore(until)) {
                until = strikes.get(i + 1).at();
            }
            scene.jdbc
                    .sql("""
                            select extract(epoch from a.ended_at - :at)::float8 as notice,
                              extract(epoch from n.started_at - a.ended_at)::float8 as resume
                            from attempt a left join attempt n on n.run_id = a.run_id and n.number = a.number + 1
                              and (select started_at from worker where name = n.worker) <= a.ended_at
                              and not exists (select from attempt o
                                where o.worker = n.worker and o.device = n.device and o.id not in (a.id, n.id)
                                  and o.started_at < n.started_at and coalesce(o.ended_at, 'infinity') > a.ended_at)
                            where a.state in ('LOST', 'CANCELED') and a.started_at <= :at
                              and a.ended_at >= :at and a.ended_at < :until
                            """)
                    .param("at", strike.at().atOffset(java.time.ZoneOffset.UTC))
                    .param("until", until.atOffset(java.time.ZoneOffset.UTC))
                    .query(row -> {
                        notice.computeIfAbsent(strike.fault(), fault -> new ArrayList<>())
                                .add(row.getDouble("notice"));
                        if (row.getObject("resume") != null) {
                            resume.computeIfAbsent(strike.fault(), fault -> new ArrayList<>())
                                    .add(row.getDouble("resume"));
                        }
                    });
        }
        System.out.printf("%-30s %6s %8s %16s %16s%n", "fault", "times", "attempts", "notice, s", "resume, s");
        Map<Fault, Long> times = strikes.stream().collect(Collectors.groupingBy(Strike::fault, Collectors.counting()));
        for (Fault fault : Fault.values()) {
            List<Double> noticed = notice.getOrDefault(fault, List.of());
            System.out.printf(
                    "%-30s %6d %8d %16s %16s%n",
                    fault,
                    times.getOrDefault(fault, 0L),
                    noticed.size(),
                    spread(noticed),
                    spread(resume.getOrDefault(fault, List.of())));
        }
        System.out.printf(
                "all: %d faults, attempts cut off %d, notice %s s, resume %s s (median, worst); cells of other bits %d%n",
                strikes.size(),
                notice.values().stream().mapToInt(List::size).sum(),
                spread(notice.values().stream().flatMap(List::stream).toList()),
                spread(resume.values().stream().flatMap(List::stream).toList()),
                different);
    }

    private static String spread(List<Double> values) {
        double[] sorted =
                values.stream().flatMapToDouble(DoubleStream::of).sorted().toArray();
        return sorted.length == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f, %.1f", sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }
}
