package io.bitgap.comparison.answers;

import io.bitgap.comparison.significance.McNemar;
import io.bitgap.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A run's answers by class, and beside those of another run. */
@Service
@Transactional(readOnly = true)
public class ComparedAnswers {
    private final RunAnswers answers;

    ComparedAnswers(RunAnswers answers) {
        this.answers = answers;
    }

    /** @throws Problem (404) if there is no such run, or nothing of it was evaluated yet */
    public ClassReport classes(String id) {
        AnsweredRun run = answers.get(id);
        return ClassReport.of(
                run,
                run.reference()
                        .flatMap(answers::find)
                        .filter(other -> McNemar.comparable(other.answers(), run.answers())));
    }

    /**
     * @param against id of the reference; null for its fp32 run
     * @throws Problem (404) if there is no such run or nothing of it was evaluated yet, (422) if the two were not tested on the same
     *     images, or it is an fp32 run and no other was named
     */
    public Flips flips(String id, @Nullable String against, Direction direction, Flips.Slice page) {
        AnsweredRun run = answers.get(id);
        AnsweredRun reference = answers.get(against == null ? reference(run) : against);
        if (!McNemar.comparable(reference.answers(), run.answers())) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/against",
                    "not-comparable",
                    "Runs " + run.id() + " and " + reference.id()
                            + " are not comparable image by image: their test images"
                            + " differ, in checksum, limit or order. Name a run on the same data set with the same"
                            + " testExamples.");
        }
        return Flips.of(reference, run, direction, page);
    }

    private String reference(AnsweredRun run) {
        return run.reference()
                .orElseThrow(() -> Problem.at(
                        Problem.Kind.UNPROCESSABLE,
                        "/against",
                        "no-reference",
                        "Run " + run.id() + " is an fp32 run itself: name the run to compare it with, ?against=<id>."))
                .toString();
    }
}
