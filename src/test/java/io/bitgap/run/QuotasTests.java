package io.bitgap.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bitgap.account.AccountsTest;
import io.bitgap.account.Actor;
import io.bitgap.account.AuthMode;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.Everybody;
import io.bitgap.account.LimitSettings;
import io.bitgap.account.PersonRole;
import io.bitgap.account.SignedIn;
import io.bitgap.account.Unrestricted;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.Experiments;
import io.bitgap.problem.Problem;
import io.bitgap.run.journal.RunLog;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Nobody fills the queue or the disk for everybody else. */
@AccountsTest
@Transactional
class QuotasTests {
    @Autowired
    Everybody everybody;

    @Autowired
    Experiments experiments;

    @Autowired
    CurrentUser user;

    @Autowired
    Unrestricted unrestricted;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    EntityManager entities;

    @Autowired
    RunRepository runs;

    @Autowired
    AttemptRepository attempts;

    @Autowired
    DependentRuns dependents;

    @Autowired
    RunLog log;

    @Autowired
    ApplicationEventPublisher events;

    private Actor ada = Actor.LOCAL;
    private UUID experiment = new UUID(0, 0);

    @BeforeEach
    void adaHasTwoRunsQueued() {
        ada = everybody.somebody(PersonRole.RESEARCHER);
        experiment = SignedIn.as(
                        ada, () -> experiments.submit(JsonMapper.shared().readTree("""
                        {"name": "Two", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["4"], "control": false}
                        """), Visibility.EVERYONE))
                .id();
    }

    @Test
    void whoHasAsManyUnfinishedRunsAsTheyMayAddsNoneUntilSomeAreOver() {
        assertThatCode(() -> asked(ada, limits(3), 1)).doesNotThrowAnyException();
        assertThat(refusal(limits(3), 2).code()).isEqualTo("too-many-queued-runs");
        assertThat(refusal(limits(3), 2))
                .hasMessage(
                        "You may have 3 runs that are not finished; you have 2, and this would add 2. Cancel some, or wait"
                                + " for them.");
        SignedIn.as(ada, () -> experiments.cancel(experiment.toString()));
        assertThatCode(() -> asked(ada, limits(3), 2)).doesNotThrowAnyException();
    }

    @Test
    void whatIsTriedAgainIsAddedToo() {
        cancel();
        UUID baseline =
                runs.findByExperimentIdOrderByPosition(experiment).get(0).getId();
        assertThatCode(() -> retried(ada, baseline, limits(1))).doesNotThrowAnyException();
        cancel();
        Problem refused = catchThrowableOfType(Problem.class, () -> retried(ada, baseline, limits(0)));
        assertThat(refused.code()).isEqualTo("too-many-queued-runs");
    }

    private void cancel() {
        SignedIn.as(ada, () -> experiments.cancel(experiment.toString()));
        entities.clear();
    }

    private void retried(Actor actor, UUID run, LimitSettings limits) {
        SignedIn.as(actor, () -> {
            Quotas quotas = new Quotas(user, AuthMode.ACCOUNTS, limits, unrestricted, jdbc);
            new RunActions(runs, attempts, dependents, quotas, log, events, Clock.systemUTC())
                    .act(RunAction.RETRY, run);
            return run;
        });
    }

    @Test
    void givingRunsAwayFreesNothingAndTakesNothingFromWhoeverGetsThem() {
        Actor eve = everybody.somebody(PersonRole.RESEARCHER);
        SignedIn.as(ada, () -> experiments.share(experiment.toString(), eve.name(), Visibility.PRIVATE));
        assertThat(refusal(limits(3), 2).code()).isEqualTo("too-many-queued-runs");
        assertThatCode(() -> asked(eve, limits(3), 3)).doesNotThrowAnyException();
    }

    @Test
    void whoGotTheRunsTriesThemAgainAtTheCostOfWhoSubmittedThem() {
        Actor eve = everybody.somebody(PersonRole.RESEARCHER);
        UUID baseline =
                runs.findByExperimentIdOrderByPosition(experiment).get(0).getId();
        SignedIn.as(ada, () -> experiments.share(experiment.toString(), eve.name(), Visibility.EVERYONE));
        SignedIn.as(eve, () -> experiments.cancel(experiment.toString()));
        entities.clear();
        Problem refused = catchThrowableOfType(Problem.class, () -> retried(eve, baseline, limits(0)));
        assertThat(refused.code()).isEqualTo("too-many-queued-runs");
        assertThat(refused)
                .hasMessage(
                        "These runs count for who has submitted them, who may have 0 that are not finished; with them it"
                                + " would be more.");
        SignedIn.as(ada, () -> experiments.submit(JsonMapper.shared().readTree("""
                {"name": "Two more", "network": "resnet8", "dataset": "shapes10", "methods": ["pact"], "bits": ["2"], "control": false}
                """), Visibility.EVERYONE));
        entities.clear();
        assertThat(catchThrowableOfType(Problem.class, () -> retried(eve, baseline, limits(2)))
                        .code())
                .isEqualTo("too-many-queued-runs");
        assertThatCode(() -> retried(eve, baseline, limits(3))).doesNotThrowAnyException();
    }

    @Test
    void networksAreCountedToo() {
        assertThatCode(() -> network(ada, 1)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Problem.class, () -> network(ada, 2)).code())
                .isEqualTo("too-many-networks");
        assertThatCode(() -> network(everybody.somebody(PersonRole.OPERATOR), 2))
                .doesNotThrowAnyException();
    }

    private void network(Actor actor, long uploaded) {
        SignedIn.as(actor, () -> {
            new Quotas(user, AuthMode.ACCOUNTS, limits(1), unrestricted, jdbc).requireNetwork(uploaded);
            return actor;
        });
    }

    @Test
    void operatorsAndServicesWithoutAccountsHaveNoLimit() {
        assertThatCode(() -> asked(everybody.somebody(PersonRole.OPERATOR), limits(1), 100))
                .doesNotThrowAnyException();
        assertThatCode(() -> SignedIn.as(ada, () -> {
                    new Quotas(user, AuthMode.LOCAL, limits(1), unrestricted, jdbc).require(100);
                    return ada;
                }))
                .doesNotThrowAnyException();
    }

    private Problem refusal(LimitSettings limits, int runs) {
        return catchThrowableOfType(Problem.class, () -> asked(ada, limits, runs));
    }

    private void asked(Actor actor, LimitSettings limits, int runs) {
        SignedIn.as(actor, () -> {
            new Quotas(user, AuthMode.ACCOUNTS, limits, unrestricted, jdbc).require(runs);
            return actor;
        });
    }

    private static LimitSettings limits(int runs) {
        return new LimitSettings(1000, 10, runs, DataSize.ofGigabytes(1), 2);
    }
}
