package io.bitgap.worker;

import io.bitgap.dataset.ImageDataset;
import io.bitgap.training.TrainingObserver;
import io.bitgap.training.TrainingPlan;
import io.bitgap.training.TrainingRun;
import io.bitgap.training.TrainingStart;

/** What trains; a seam, so that the worker's own behaviour can be tested without hours of training. */
@FunctionalInterface
interface Trainer {
    Session prepare(TrainingPlan plan, ImageDataset data, TrainingStart start, TrainingObserver observer);

    /** One prepared training job. */
    interface Session {
        /** Steps an epoch. */
        int steps();

        /** Trains to the last epoch, telling the observer. */
        void execute();
    }

    /** The engine. */
    static Session engine(TrainingPlan plan, ImageDataset data, TrainingStart start, TrainingObserver observer) {
        var run = new TrainingRun(plan, data, start, observer);
        return new Session() {
            @Override
            public int steps() {
                return run.steps();
            }

            @Override
            public void execute() {
                run.execute();
            }
        };
    }
}
