package io.bitgap.experiment.network;

import io.bitgap.network.Networks;
import io.bitgap.problem.Problem;
import java.util.regex.Pattern;

/** The rules for names of uploaded networks: they become part of a URL. */
final class NetworkName {
    static final int MAX_LENGTH = 60;
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private NetworkName() {}

    static boolean possible(String name) {
        return name.length() <= MAX_LENGTH && SHAPE.matcher(name).matches();
    }

    /** @throws Problem (422) when it is no such name, (409) when it belongs to a network that comes along */
    static void check(String name) {
        if (!possible(name)) {
            throw Problem.at(
                    Problem.Kind.UNPROCESSABLE,
                    "/name",
                    "bad-name",
                    "The name must have 1 to " + MAX_LENGTH
                            + " characters: small letters a to z, digits, and single '-' inside, e.g. ?name=lenet-wide.");
        }
        if (Networks.find(name).isPresent()) {
            throw taken(name, " comes with Bitgap");
        }
    }

    static Problem taken(String name, String why) {
        return Problem.at(
                Problem.Kind.CONFLICT,
                "/name",
                "network-exists",
                "The network " + name + why + "; choose another name.");
    }
}
