package io.bitgap.account;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.bitgap.listing.Rows;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that was done. */
public record AuditEntry(
        UUID id,
        Instant at,

        @Schema(description = "the sign-in name of who did it, as it was then")
        String actor,

        @Nullable UUID personId,

        @Schema(description = "of the token it was done with; null for a browser") @Nullable
        UUID tokenId,

        @Schema(description = "where the request came from; null for what the service did by itself") @Nullable
        String address,

        String action,

        @Schema(description = "what kind of thing it was done to")
        String targetKind,

        @Schema(description = "its id or name") String target,

        @Schema(description = "what has changed, as it was", type = "object") @JsonRawValue @Nullable
        String before,

        @Schema(description = "what has changed, as it is since", type = "object") @JsonRawValue @Nullable
        String after) {
    static final String COLUMNS =
            "a.id, a.at, a.actor, a.person_id, a.token_id, a.address, a.action, a.target_kind, a.target, a.before, a.after";

    static AuditEntry of(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                Rows.uuid(row, "id"),
                Rows.instant(row, "at"),
                row.getString("actor"),
                row.getObject("person_id", UUID.class),
                row.getObject("token_id", UUID.class),
                row.getString("address"),
                row.getString("action"),
                row.getString("target_kind"),
                row.getString("target"),
                row.getString("before"),
                row.getString("after"));
    }
}
