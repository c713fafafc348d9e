package io.bitgap.problem;

import java.util.List;
import java.util.stream.Collectors;

/** Parameters of an address that cannot be what they are given as; each pointer is the name of one. */
public class InvalidParameter extends Problem {
    private static final long serialVersionUID = 1L;
    private static final String CODE = "bad-parameter";

    public InvalidParameter(String name, String sentence) {
        this(List.of(at(name, sentence)));
    }

    /** @param wrong at least one, as {@link #at} makes them */
    public InvalidParameter(List<FieldProblem> wrong) {
        super(Kind.MALFORMED, CODE, sentences(FieldProblem.listed(wrong, wrong.size())), wrong);
    }

    private static String sentences(List<FieldProblem> wrong) {
        return wrong.stream().map(FieldProblem::message).collect(Collectors.joining(" "));
    }

    /** What is wrong with one of several parameters. */
    public static FieldProblem at(String name, String sentence) {
        return new FieldProblem(FieldProblem.pointer("", name), CODE, sentence);
    }
}
