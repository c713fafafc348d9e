package io.bitgap.run;

import io.bitgap.listing.PageParameters;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The parameters of a list of runs, for OpenAPI; {@code RunListing} reads them. Several values of a filter are separated by commas or repeated. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@PageParameters
@Parameter(
        name = "sort",
        in = ParameterIn.QUERY,
        description =
                "createdAt, startedAt, finishedAt, experiment, network, dataset, method, setting, weightBits, activationBits, seed, state, top1, bestTop1, ptqTop1, loss, gap, gapToControl, imagesPerSecond, seconds, epoch, position; - in front for the largest first, several with commas; rows without a value come last",
        schema = @Schema(type = "string", example = "-top1,method"))
@Parameter(
        name = "experiment",
        in = ParameterIn.QUERY,
        description = "Id or slug; not within an experiment",
        schema = @Schema(type = "string"))
@Parameter(
        name = "q",
        in = ParameterIn.QUERY,
        description = "Part of the experiment's name",
        schema = @Schema(type = "string", example = "cifar"))
@Parameter(
        name = "state",
        in = ParameterIn.QUERY,
        description = "Any of WAITING, QUEUED, STARTING, RUNNING, PAUSED, CANCELED, COMPLETED, FAILED",
        schema = @Schema(type = "string", example = "COMPLETED,RUNNING"))
@Parameter(
        name = "method",
        in = ParameterIn.QUERY,
        description = "Column labels; a comma in one is written \\,",
        schema = @Schema(type = "string", example = "pact,lsq"))
@Parameter(name = "network", in = ParameterIn.QUERY, schema = @Schema(type = "string", example = "resnet20"))
@Parameter(name = "dataset", in = ParameterIn.QUERY, schema = @Schema(type = "string", example = "cifar10"))
@Parameter(
        name = "setting",
        in = ParameterIn.QUERY,
        description = "Row labels: fp32, 4, w3a4",
        schema = @Schema(type = "string", example = "4,w3a4"))
@Parameter(
        name = "weightBits",
        in = ParameterIn.QUERY,
        description = "1 to 8, or 32 for fp32",
        schema = @Schema(type = "string", example = "4"))
@Parameter(
        name = "activationBits",
        in = ParameterIn.QUERY,
        description = "1 to 8, or 32 for fp32",
        schema = @Schema(type = "string", example = "4"))
@Parameter(name = "seed", in = ParameterIn.QUERY, schema = @Schema(type = "string", example = "1,2"))
@Parameter(
        name = "minTop1",
        in = ParameterIn.QUERY,
        description = "Least top-1 after the last epoch, a fraction",
        schema = @Schema(type = "string", example = "0.9"))
@Parameter(
        name = "maxGap",
        in = ParameterIn.QUERY,
        description = "Largest gap to fp32 of the same seed, a fraction; both completed",
        schema = @Schema(type = "string", example = "0.01"))
@Parameter(
        name = "createdBy",
        in = ParameterIn.QUERY,
        description = "Who submitted the experiment",
        schema = @Schema(type = "string", example = "local"))
@Parameter(
        name = "createdAfter",
        in = ParameterIn.QUERY,
        description = "A date or a time, UTC",
        schema = @Schema(type = "string", example = "2026-01-31"))
@Parameter(
        name = "createdBefore",
        in = ParameterIn.QUERY,
        description = "A date or a time, UTC",
        schema = @Schema(type = "string", example = "2026-02-28T12:00:00Z"))
public @interface RunParameters {}
