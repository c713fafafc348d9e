package io.bitgap.account;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may do what, at every address there is: a new one has to be written down here. */
@AccountsTest
class RightsTests {
    /** What each address is for. Those that are missing here are read; those that read all begin with GET. */
    private static final Map<String, Action> CHANGING = new TreeMap<>(Map.ofEntries(
            Map.entry("POST /quantizers/{name}/evaluate", Action.READ),
            Map.entry("POST /experiments/preview", Action.READ),
            Map.entry("POST /experiments/new", Action.READ),
            Map.entry("POST /experiments", Action.SUBMIT_EXPERIMENT),
            Map.entry("POST /runs/{id}/again", Action.SUBMIT_EXPERIMENT),
            Map.entry("PATCH /experiments/{id}", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /experiments/{id}/share", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /experiments/{id}/cancel", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /experiments/{id}/retry-failed", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /runs/{id}/pause", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /runs/{id}/resume", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /runs/{id}/retry", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /runs/{id}/cancel", Action.ACT_ON_EXPERIMENT),
            Map.entry("POST /checkpoints/{id}/export", Action.EXPORT_CHECKPOINT),
            Map.entry("POST /networks", Action.UPLOAD_NETWORK),
            Map.entry("POST /published", Action.CITE_NUMBER),
            Map.entry("PUT /published/{id}", Action.CITE_NUMBER),
            Map.entry("DELETE /published/{id}", Action.CITE_NUMBER),
            Map.entry("POST /published/{id}", Action.CITE_NUMBER),
            Map.entry("POST /published/{id}/remove", Action.CITE_NUMBER),
            Map.entry("POST /retention", Action.REMOVE_OLD_FILES),
            Map.entry("POST /account/tokens", Action.MANAGE_OWN_ACCOUNT),
            Map.entry("DELETE /account/tokens/{id}", Action.MANAGE_OWN_ACCOUNT),
            Map.entry("POST /account/tokens/{id}/revoke", Action.MANAGE_OWN_ACCOUNT),
            Map.entry("POST /account/password", Action.MANAGE_OWN_ACCOUNT),
            Map.entry("POST /users", Action.MANAGE_PEOPLE),
            Map.entry("POST /users/{id}", Action.MANAGE_PEOPLE),
            Map.entry("PATCH /users/{id}", Action.MANAGE_PEOPLE),
            Map.entry("POST /users/{id}/link", Action.MANAGE_PEOPLE)));

    /** Reading that not everybody may. */
    private static final Map<String, Action> READING = Map.of(
            "GET /users", Action.MANAGE_PEOPLE,
            "GET /users/{id}", Action.MANAGE_PEOPLE,
            "GET /retention", Action.REMOVE_OLD_FILES,
            "GET /audit", Action.READ_AUDIT);

    /** For everybody on the network. */
    private static final Set<String> OPEN =
            Set.of("GET /sign-in", "GET /sign-in/link/{secret}", "POST /sign-in/link/{secret}");

    @Autowired
    MockMvc http;

    @Autowired
    Everybody everybody;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Test
    void everyAddressThatChangesSomethingIsInTheTableAndNothingElse() {
        Set<String> found = addresses();
        found.removeIf(address -> address.startsWith("GET ") || OPEN.contains(address));
        assertThat(found).containsExactlyInAnyOrderElementsOf(CHANGING.keySet());
    }

    @Test
    void everyRoleMayDoWhatItsRowSaysAtEveryAddressAndNobodyAnythingWithoutSigningIn() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (String address : addresses()) {
            Action action = CHANGING.getOrDefault(address, READING.getOrDefault(address, Action.READ));
            if (OPEN.contains(address)) {
                continue;
            }
            for (String type : List.of(MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
                if (answer(address, type, null) != 401) {
                    wrong.add(address + " without signing in: " + answer(address, type, null));
                }
                for (PersonRole role : PersonRole.values()) {
                    int status = answer(address, type, role);
                    boolean refused = status == 403;
                    // a body or an id that is none may be looked at before the role is
                    boolean elsewhere = status >= 400 && !refused;
                    if (role.includes(action.least()) ? refused : !refused && !elsewhere) {
                        wrong.add(address + " as " + role.word() + ": " + status);
                    }
                    if (status >= 500) {
                        wrong.add(address + " as " + role.word() + ": " + status);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** With bodies and ids that are right, so that only the role is in the way. */
    @Test
    void whoLacksTheRoleIsToldSoWhereEverythingElseIsRight() throws Exception {
        for (String[] right : new String[][] {
            {
                "POST /experiments",
                "{\"name\": \"x\", \"network\": \"resnet8\", \"dataset\": \"shapes10\", \"methods\": [\"pact\"], \"bits\": [\"4\"]}",
                "VIEWER"
            },
            {"POST /networks?name=x", "{}", "VIEWER"},
            {"POST /published", "{}", "VIEWER"},
            {"POST /retention", "", "RESEARCHER"},
            {"POST /users", "{\"name\": \"x\"}", "OPERATOR"},
            {"PATCH /users/the-viewer", "{\"role\": \"admin\"}", "OPERATOR"},
            {"POST /users/the-viewer/link", "", "OPERATOR"},
            {"GET /users", "", "OPERATOR"},
            {"GET /audit", "", "OPERATOR"},
            {"GET /audit?format=csv", "", "OPERATOR"},
        }) {
            String[] line = right[0].split(" ");
            MockHttpServletResponse answer = http.perform(everybody.as(
                            PersonRole.valueOf(right[2]),
                            request(HttpMethod.valueOf(line[0]), line[1])
                                    .contentType(MediaType.APPLICATION_JSON)
                                    .content(right[1])))
                    .andReturn()
                    .getResponse();
            assertThat(answer.getContentAsString()).as(right[0]).contains("\"role-needed\"");
            assertThat(answer.getStatus()).isEqualTo(403);
        }
    }

    private int answer(String address, String type, @org.jspecify.annotations.Nullable PersonRole role)
            throws Exception {
        String[] line = address.split(" ");
        String path = line[1].replaceAll("\\{[^}]+}", "00000000-0000-0000-0000-000000000000");
        var request = request(HttpMethod.valueOf(line[0]), path).contentType(type);
        if (line[0].equals("POST") && type.equals(MediaType.APPLICATION_JSON_VALUE)) {
            request.content("{}");
        }
        return http.perform(role == null ? request : everybody.as(role, request))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private Set<String> addresses() {
        Set<String> addresses = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, method) -> {
            if (method.getBeanType().getName().startsWith("io.bitgap")) {
                addresses.addAll(addresses(mapping));
            }
        });
        addresses.removeIf(address -> address.contains("/error") || address.contains("/assets"));
        return addresses;
    }

    private static Set<String> addresses(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .flatMap(method -> mapping.getPatternValues().stream().map(path -> method + " " + path))
                .collect(toCollection(TreeSet::new));
    }
}
