package io.bitgap.faults;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Something that breaks while runs are trained, and what an operator does about it, if anything. */
enum Fault {
    KILL_OWN_WORKER {
        @Override
        void strike(Scene scene) {
            scene.ownWorker().destroyForcibly();
        }
    },
    KILL_SECOND_WORKER {
        @Override
        void strike(Scene scene) {
            kill(scene.second().handle());
            // its runs go on elsewhere before anybody starts it again
            awaitNoOpenAttemptOfTheDead(scene);
        }
    },
    TERM_OWN_WORKER {
        @Override
        void strike(Scene scene) {
            scene.ownWorker().destroy();
        }
    },
    TERM_SECOND_WORKER {
        @Override
        void strike(Scene scene) {
            scene.second().stop();
        }
    },
    FREEZE_SECOND_WORKER {
        @Override
        void strike(Scene scene) {
            freeze(scene, scene.second().handle());
        }
    },
    FREEZE_OWN_WORKER {
        @Override
        void strike(Scene scene) {
            freeze(scene, scene.ownWorker());
        }
    },
    KILL_SERVICE {
        @Override
        void strike(Scene scene) {
            ProcessHandle worker = scene.ownWorker();
            kill(scene.service().handle());
            worker.onExit().orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
            scene.restartService();
        }
    },
    STOP_SERVICE {
        @Override
        void strike(Scene scene) {
            scene.service().stop();
            scene.restartService();
        }
    },
    RESTART_DATABASE {
        @Override
        void strike(Scene scene) {
            scene.postgres.stop();
            scene.postgres.startAgain();
        }
    },
    CRASH_DATABASE {
        @Override
        void strike(Scene scene) {
            scene.postgres.crash();
            scene.postgres.startAgain();
        }
    },
    FREEZE_DATABASE {
        @Override
        void strike(Scene scene) {
            scene.postgres.freeze();
            pass(Duration.ofSeconds(10));
            scene.postgres.thaw();
        }
    },
    TERMINATE_CONNECTIONS {
        @Override
        void strike(Scene scene) {
            scene.jdbc
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()"
                            + " and backend_type = 'client backend'")
                    .query((row, number) -> row.getBoolean(1))
                    .list();
        }
    },
    KILL_OWN_WORKER_AND_DATABASE {
        @Override
        void strike(Scene scene) {
            scene.ownWorker().destroyForcibly();
            scene.postgres.crash();
            scene.postgres.startAgain();
        }
    },
    CLOCK_AHEAD {
        @Override
        void strike(Scene scene) {
            clock(scene, scene.random.nextBoolean() ? 60 : 3600);
        }
    },
    CLOCK_BEHIND {
        @Override
        void strike(Scene scene) {
            clock(scene, scene.random.nextBoolean() ? -60 : -3600);
        }
    },
    DAMAGE_CHECKPOINT {
        @Override
        void strike(Scene scene) {
            if (newestModel(scene).isEmpty()) {
                throw new Missed();
            }
            kill(scene.second().handle());
            scene.ownWorker().destroyForcibly();
            // there may be a newer one by now
            damage(scene, newestModel(scene).orElseThrow(Missed::new));
        }
    },
    PAUSE_AND_RESUME {
        @Override
        void strike(Scene scene) {
            tell(scene, "pause", "resume");
        }
    },
    CANCEL_AND_RETRY {
        @Override
        void strike(Scene scene) {
            tell(scene, "cancel", "retry");
        }
    };

    boolean strikesSecond() {
        return name().endsWith("SECOND_WORKER");
    }

    /** Wrong clocks need a C compiler, and the way Linux loads libraries. */
    boolean possible() {
        return !name().startsWith("CLOCK") || Files.exists(WrongClock.COMPILER);
    }

    /** There was nothing to strike. */
    static final class Missed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @throws Missed when it has broken nothing */
    abstract void strike(Scene scene);

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static void awaitNoOpenAttemptOfTheDead(Scene scene) {
        await().atMost(Scene.PATIENCE)
                .ignoreExceptions()
                .until(() -> scene.jdbc.sql("""
                        select not exists (select from attempt a
                          where a.state = 'OPEN' and a.worker not in (select name from live_worker))
                        """).query(Boolean.class).single());
    }

    /** Until everybody else has taken it for dead. */
    private static void freeze(Scene scene, ProcessHandle process) {
        Signals.send("STOP", process);
        pass(Duration.ofSeconds(32));
        Signals.send("CONT", process);
    }

    private static void clock(Scene scene, long offset) {
        scene.restartSecond(WrongClock.off(offset));
        // long enough for whoever is fooled by it
        pass(Duration.ofSeconds(20));
    }

    /** Outside of what is awaited nothing tells that so much time is over. */
    private static void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<UUID> running(Scene scene) {
        return scene.jdbc
                .sql("select id from run where state = 'RUNNING' order by id limit 1")
                .query(UUID.class)
                .optional();
    }

    /** @throws Missed when it is too late for the first action */
    private static void tell(Scene scene, String action, String opposite) {
        UUID run = running(scene).orElseThrow(Missed::new);
        try {
            scene.service().post("/runs/" + run + "/" + action, "");
        } catch (IllegalStateException e) {
            if (String.valueOf(e.getMessage()).startsWith("409")) {
                throw new Missed();
            }
            throw e;
        }
        scene.service().post("/runs/" + run + "/" + opposite, "");
    }

    /** The undisturbed run came to the same bits, so that it is its file too, until this one writes it anew. */
    private static Optional<Path> newestModel(Scene scene) {
        return scene.jdbc
                .sql("""
                        select f.storage_key from checkpoint_file f join checkpoint c on c.id = f.checkpoint_id
                        join run r on r.id = c.run_id where r.finished_at is null and f.name = 'model.zip'
                        order by c.created_at desc limit 1
                        """)
                .query(String.class)
                .optional()
                .map(key -> scene.artifacts().resolve(key));
    }

    private static void damage(Scene scene, Path model) {
        try {
            byte[] bytes = Files.readAllBytes(model);
            switch (scene.random.nextInt(3)) {
                case 0 -> {
                    bytes[scene.random.nextInt(bytes.length)] ^= 1;
                    Files.write(model, bytes);
                }
                case 1 -> Files.write(model, Arrays.copyOf(bytes, scene.random.nextInt(bytes.length)));
                default -> Files.delete(model);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
