package io.bitgap.account;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.jayway.jsonpath.JsonPath;
import io.bitgap.retention.StoredCheckpoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
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

    private static final List<String> TYPES =
            List.of(MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_FORM_URLENCODED_VALUE);

    /** For everybody on the network. */
    private static final Set<String> OPEN =
            Set.of("GET /sign-in", "GET /sign-in/link/{secret}", "POST /sign-in/link/{secret}");

    @Autowired
    MockMvc http;

    @Autowired
    Everybody everybody;

    @Autowired
    JdbcClient jdbc;

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
            for (PersonRole role : PersonRole.values()) {
                boolean refused = false;
                for (String type : TYPES) {
                    MockHttpServletResponse answer = answer(address, type, role);
                    refused |= answer.getContentAsString().contains("\"role-needed\"");
                    if (answer.getStatus() >= 500) {
                        wrong.add(address + " as " + role.word() + ": " + answer.getStatus());
                    }
                }
                if (refused == role.includes(action.least())) {
                    wrong.add(address + " as " + role.word() + (refused ? " is refused" : " is not refused"));
                }
            }
            for (String type : TYPES) {
                if (answer(address, type, null).getStatus() != 401) {
                    wrong.add(address + " without signing in");
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

    private MockHttpServletResponse answer(String address, String type, @Nullable PersonRole role) throws Exception {
        String[] line = address.split(" ");
        var request = request(HttpMethod.valueOf(line[0]), path(line[1])).contentType(type);
        if (!line[0].equals("GET") && type.equals(MediaType.APPLICATION_JSON_VALUE)) {
            request.content("{}");
        }
        return http.perform(role == null ? request : everybody.as(role, request))
                .andReturn()
                .getResponse();
    }

    /** Of things that there are, where they are looked up before the right is asked for. */
    private String path(String pattern) throws Exception {
        return switch (pattern) {
            case "/networks" -> "/networks?name=x";
            case "/published/{id}" -> "/published/" + cited();
            case "/checkpoints/{id}/export" -> pattern.replace("{id}", checkpoint());
            default -> pattern.replaceAll("\\{[^}]+}", "00000000-0000-0000-0000-000000000000");
        };
    }

    private Object cited() throws Exception {
        return JsonPath.<Object>read(
                http.perform(everybody.as(PersonRole.VIEWER, get("/published?limit=1")))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(),
                "$.items[0].id");
    }

    private String checkpoint() {
        StoredCheckpoints rows = new StoredCheckpoints(jdbc);
        return rows.checkpoint(rows.run("COMPLETED"), 1, 0.5, Instant.now()).toString();
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

    /** As a call by an interface is, of which the annotation knows nothing. */
    @Test
    void theRightIsAskedForByWhicheverTypeAServiceIsCalled() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("user", new CurrentUser()));
        ProxyFactory proxies = new ProxyFactory(new Removing());
        proxies.setInterfaces(Runnable.class);
        proxies.addAdvisor(AccountConfiguration.rightsOfServices(beans.getBeanProvider(CurrentUser.class)));
        Runnable service = (Runnable) proxies.getProxy();
        assertThatThrownBy(() -> SignedIn.as(everybody.of(PersonRole.RESEARCHER), () -> run(service)))
                .isInstanceOf(Forbidden.class);
        assertThat(SignedIn.as(everybody.of(PersonRole.OPERATOR), () -> run(service)))
                .isSameAs(service);
    }

    private static Runnable run(Runnable service) {
        service.run();
        return service;
    }

    private static final class Removing implements Runnable {
        @Override
        @Requires(Action.REMOVE_OLD_FILES)
        public void run() {}
    }
}
