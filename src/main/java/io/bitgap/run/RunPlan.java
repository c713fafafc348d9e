package io.bitgap.run;

import io.bitgap.json.CanonicalJson;
import io.bitgap.training.TrainingPlan;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** What a run trains; runs of the same plan share it. {@link RunPlans} stores it. */
@Entity
@Immutable
@Table(name = "run_plan")
public class RunPlan {
    @Id
    private String hash;

    @JdbcTypeCode(SqlTypes.JSON)
    private String plan;

    @SuppressWarnings("NullAway.Init")
    protected RunPlan() {}

    String hash() {
        return hash;
    }

    String json() {
        return plan;
    }

    TrainingPlan read() {
        return CanonicalJson.read(plan, TrainingPlan.class);
    }
}
