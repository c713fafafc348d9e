package io.bitgap.experiment;

import io.bitgap.account.Action;
import io.bitgap.account.Audit;
import io.bitgap.account.AuditAction;
import io.bitgap.account.CurrentUser;
import io.bitgap.account.Requires;
import io.bitgap.account.Visibility;
import io.bitgap.experiment.spec.ExperimentSpec;
import io.bitgap.experiment.spec.SpecReader;
import io.bitgap.format.Ids;
import io.bitgap.listing.ListQuery;
import io.bitgap.listing.Page;
import io.bitgap.problem.FieldProblem;
import io.bitgap.run.IfMatch;
import io.bitgap.run.IllegalRunState;
import io.bitgap.run.PreconditionFailed;
import io.bitgap.run.RunActions;
import io.bitgap.run.UnknownExperiment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Submits, reads, cancels and retries experiments. */
@Service
@Transactional(readOnly = true)
public class Experiments {
    private final ExperimentRepository experiments;
    private final ExperimentReading reading;
    private final RunActions actions;
    private final SpecReader specs;
    private final Submission submission;
    private final Previewing previewing;
    private final PlanCheck plans;
    private final DuplicateExperiments stored;
    private final CurrentUser user;
    private final Audit audit;
    private final Ownership ownership;

    Experiments(
            ExperimentRepository experiments,
            ExperimentReading reading,
            RunActions actions,
            SpecReader specs,
            Submission submission,
            Previewing previewing,
            PlanCheck plans,
            DuplicateExperiments stored,
            CurrentUser user,
            Audit audit,
            Ownership ownership) {
        this.user = user;
        this.audit = audit;
        this.ownership = ownership;
        this.stored = stored;
        this.plans = plans;
        this.previewing = previewing;
        this.specs = specs;
        this.submission = submission;
        this.experiments = experiments;
        this.reading = reading;
        this.actions = actions;
    }

    /**
     * Stores an experiment with all its runs and queues those that wait for nothing.
     *
     * @param spec as in {@code POST /experiments}
     * @param visibility who sees it besides its owner, who is the current user
     * @throws io.bitgap.problem.Problem (422) with every field that is wrong; nothing is stored then
     */
    @Transactional
    @Requires(Action.SUBMIT_EXPERIMENT)
    public ExperimentView submit(JsonNode spec, Visibility visibility) {
        return store(checked(spec), visibility);
    }

    /**
     * The newest stored experiment of the same spec of which no run has failed or was canceled; a new one where there is
     * none. Of submissions at the same time one stores it.
     *
     * @throws io.bitgap.problem.Problem (422) with every field that is wrong
     */
    @Transactional
    @Requires(Action.SUBMIT_EXPERIMENT)
    public Reused submitOrReuse(JsonNode spec, Visibility visibility) {
        ExperimentSpec checked = checked(spec);
        return stored.usable(checked)
                .map(earlier -> new Reused(get(earlier), true))
                .orElseGet(() -> new Reused(store(checked, visibility), false));
    }

    /** @param reused whether it was there already */
    public record Reused(ExperimentView experiment, boolean reused) {}

    /**
     * Whether a stored experiment has, or will have, the results of this spec; wrong specs have none. Others who ask so for
     * this spec wait until the transaction ends, and see then what it has stored.
     */
    @Transactional
    public boolean hasResults(JsonNode spec) {
        return read(spec).spec().flatMap(stored::usable).isPresent();
    }

    /** Whether an experiment is exactly what the spec describes, name and priority too. */
    public boolean isOf(UUID experiment, JsonNode spec) {
        return read(spec)
                .spec()
                .filter(checked -> stored.isOf(experiment, checked))
                .isPresent();
    }

    private ExperimentSpec checked(JsonNode spec) {
        SpecReader.Reading result = read(spec);
        return result.spec().orElseThrow(() -> new InvalidExperiment(result.problems()));
    }

    private ExperimentView store(ExperimentSpec checked, Visibility visibility) {
        return view(submission.store(checked, visibility));
    }

    /** What {@code POST /experiments} would make of a spec, and everything that is wrong with it; stores nothing. */
    public ExperimentPreview preview(JsonNode spec) {
        SpecReader.Reading result = read(spec);
        return result.spec()
                .map(checked -> previewing.of(checked).with(stored.same(checked)))
                .orElseGet(() -> previewing.refused(result.problems()));
    }

    /** How the network of a spec would look with quantizers, as SVG: that of its first cell; empty where it is wrong. */
    public Optional<String> picture(JsonNode spec) {
        return read(spec).spec().map(previewing::picture);
    }

    private SpecReader.Reading read(JsonNode spec) {
        SpecReader.Reading result = specs.read(spec);
        List<FieldProblem> problems = result.spec().map(plans::check).orElse(List.of());
        return problems.isEmpty() ? result : new SpecReader.Reading(Optional.empty(), problems);
    }

    public Optional<ExperimentView> find(String idOrSlug) {
        return stored(idOrSlug).map(this::view);
    }

    private Optional<Experiment> stored(String idOrSlug) {
        return Ids.parse(idOrSlug)
                .flatMap(experiments::findById)
                .or(() -> Slug.looksLike(idOrSlug) ? experiments.findBySlug(idOrSlug) : Optional.empty());
    }

    private ExperimentView view(Experiment experiment) {
        return reading.views(List.of(experiment)).get(0);
    }

    public Optional<ExperimentView> find(UUID id) {
        return experiments.findById(id).map(this::view);
    }

    /** @throws io.bitgap.run.UnknownExperiment if there is none */
    public ExperimentView get(UUID id) {
        return find(id).orElseThrow(() -> new UnknownExperiment(id.toString()));
    }

    /** @throws io.bitgap.run.UnknownExperiment if there is none */
    public ExperimentView get(String idOrSlug) {
        return find(idOrSlug).orElseThrow(() -> new UnknownExperiment(idOrSlug));
    }

    public Page<ExperimentView> list(ListQuery query) {
        return reading.list(query);
    }

    /** Every experiment of the list, not only a page. */
    public void each(ListQuery query, Consumer<ExperimentView> action) {
        reading.each(query, action);
    }

    /** The newest ones. */
    public Page<ExperimentView> latest(int most) {
        return list(ExperimentListing.ALL.first(most));
    }

    /**
     * Cancels every run that is not finished.
     *
     * @throws io.bitgap.run.PreconditionFailed if its state is no longer what the caller has read
     * @throws io.bitgap.run.IllegalRunState if all are
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public ExperimentView cancel(String idOrSlug, IfMatch precondition) {
        UUID id = lockIfAsked(idOrSlug, precondition);
        int canceled = actions.cancelAllOf(id);
        if (canceled == 0) {
            throw new IllegalRunState(
                    "Experiment " + idOrSlug + " is finished: there is nothing left to cancel.",
                    get(id).allowedActions());
        }
        audit.record(AuditAction.CANCEL_EXPERIMENT, id, null, Map.of("runs", canceled));
        return get(id);
    }

    /** {@link #cancel(String, IfMatch)} whatever it is now. */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public ExperimentView cancel(String idOrSlug) {
        return cancel(idOrSlug, IfMatch.ANY);
    }

    /**
     * Lets every run that failed go on from its last checkpoint, baselines first.
     *
     * @throws io.bitgap.run.PreconditionFailed if its state is no longer what the caller has read
     * @throws IllegalRunState if none has failed
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public ExperimentView retryFailed(String idOrSlug, IfMatch precondition) {
        UUID id = lockIfAsked(idOrSlug, precondition);
        int retried = actions.retryFailed(id);
        if (retried == 0) {
            throw new IllegalRunState(
                    "No run of experiment " + idOrSlug + " has failed: there is nothing to try again.",
                    get(id).allowedActions());
        }
        audit.record(AuditAction.RETRY_EXPERIMENT, id, null, Map.of("runs", retried));
        return get(id);
    }

    /** {@link #retryFailed(String, IfMatch)} whatever it is now. */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public ExperimentView retryFailed(String idOrSlug) {
        return retryFailed(idOrSlug, IfMatch.ANY);
    }

    /**
     * Gives an experiment to somebody else, or changes who sees it.
     *
     * @param owner id or sign-in name; null to leave it
     * @param visibility null to leave it
     * @throws io.bitgap.problem.Problem (422) where nobody of that name may own it, or nobody owns what is to be private
     */
    @Transactional
    @Requires(Action.ACT_ON_EXPERIMENT)
    public ExperimentView share(String idOrSlug, @Nullable String owner, @Nullable Visibility visibility) {
        Experiment before = stored(idOrSlug).filter(ownership::lock).orElseThrow(() -> new UnknownExperiment(idOrSlug));
        user.require(Action.ACT_ON_EXPERIMENT, before.ownerId());
        return view(ownership.change(before, owner, visibility));
    }

    /** Nothing changes between the question and the action: the runs are locked. */
    private UUID lockIfAsked(String idOrSlug, IfMatch precondition) {
        Experiment stored = stored(idOrSlug).orElseThrow(() -> new UnknownExperiment(idOrSlug));
        UUID id = stored.getId();
        user.require(Action.ACT_ON_EXPERIMENT, stored.ownerId());
        if (precondition.asked()) {
            actions.lockAllOf(id);
            ExperimentView experiment = get(id);
            if (!precondition.met(experiment.stateTag())) {
                throw new PreconditionFailed(
                        "Experiment " + idOrSlug, experiment.state().name(), experiment.allowedActions());
            }
        }
        return id;
    }
}
