package io.bitgap.account;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Requests drawn from a description of an interface: right ones, and right ones with something broken in them. */
final class DrawnRequests {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final JsonNode description;
    private final Map<String, List<String>> ids;

    /** @param ids of what there is, by the first word of the addresses they belong to; "" for any */
    DrawnRequests(JsonNode description, Map<String, List<String>> ids) {
        this.description = description;
        this.ids = ids;
    }

    /** @param head the first line and headers */
    record Drawn(String method, String head, byte[] body) {}

    Drawn draw(String method, String path, JsonNode operation, Random random) {
        boolean broken = random.nextInt(3) > 0;
        String sentMethod = broken && random.nextInt(15) == 0 ? any(OddParts.METHODS, random) : method;
        StringBuilder address = new StringBuilder(address(path, broken, random));
        String separator = "?";
        for (JsonNode parameter : operation.path("parameters")) {
            if (parameter.path("in").asString("").equals("query")
                    && (parameter.path("required").asBoolean(false) || random.nextInt(4) == 0)) {
                for (int times = broken && random.nextInt(10) == 0 ? 2 : 1; times > 0; times--) {
                    address.append(separator)
                            .append(parameter.path("name").asString(""))
                            .append('=');
                    address.append(
                            broken && random.nextInt(3) == 0 ? any(OddParts.TEXTS, random) : value(parameter, random));
                    separator = "&";
                }
            }
        }
        if (broken && random.nextInt(8) == 0) {
            address.append(separator)
                    .append(any(List.of("from=page", "x=1", "=", "&&", "format=csv", "%=1", "role=admin"), random));
        }
        StringBuilder head = new StringBuilder(sentMethod + " " + address + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Accept: ")
                .append(
                        random.nextInt(3) > 0
                                ? any(OddParts.ACCEPT.subList(0, 2), random)
                                : any(OddParts.ACCEPT, random))
                .append("\r\n");
        for (int more = broken ? random.nextInt(3) : 0; more > 0; more--) {
            head.append(any(OddParts.HEADERS, random)).append("\r\n");
        }
        byte[] body = new byte[0];
        if (operation.has("requestBody") || broken && random.nextInt(20) == 0) {
            String type = broken && random.nextInt(4) == 0 ? any(OddParts.CONTENT, random) : OddParts.CONTENT.get(0);
            JsonNode json = body(operation, random);
            for (int times = broken ? random.nextInt(4) : 0; times > 0; times--) {
                json = changed(json, random);
            }
            String text = type.contains("form-urlencoded") ? form(json) : json.toString();
            body = bytes(broken && random.nextInt(8) == 0 ? cut(text, random) : text, broken, random);
            if (!type.isEmpty()) {
                head.append("Content-Type: ").append(type).append("\r\n");
            }
        }
        return new Drawn(sentMethod, head.toString(), body);
    }

    private String address(String path, boolean broken, Random random) {
        String first = path.split("/", -1)[1];
        return VARIABLE.matcher(path)
                .replaceAll(variable -> Matcher.quoteReplacement(
                        broken && random.nextInt(6) == 0
                                ? any(OddParts.TEXTS, random)
                                : any(
                                        known(variable.group(1).equals("id") ? first : first + "/" + variable.group(1)),
                                        random)));
    }

    private List<String> known(String what) {
        return Objects.requireNonNull(ids.get(ids.containsKey(what) ? what : ""));
    }

    private String value(JsonNode parameter, Random random) {
        JsonNode schema = parameter.path("schema");
        String name = parameter.path("name").asString("");
        if (ids.containsKey(name) && random.nextBoolean()) {
            return any(known(name), random) + (random.nextBoolean() ? "," + any(known(name), random) : "");
        }
        String example =
                parameter.path("example").asString(schema.path("example").asString(""));
        JsonNode words = schema.has("enum") ? schema.get("enum") : schema.at("/items/enum");
        String drawn =
                words.size() > 0 ? words.get(random.nextInt(words.size())).asString("") : example;
        return URLEncoder.encode(drawn.isEmpty() ? String.valueOf(random.nextInt(50)) : drawn, StandardCharsets.UTF_8);
    }

    private JsonNode body(JsonNode operation, Random random) {
        JsonNode content = operation.at("/requestBody/content/application~1json");
        List<JsonNode> examples = new ArrayList<>();
        content.path("examples").forEach(example -> examples.add(example.path("value")));
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        if (!examples.isEmpty() && random.nextInt(4) > 0) {
            JsonNode example = examples.get(random.nextInt(examples.size()));
            return example.isString() ? JSON.readTree(example.stringValue()) : example.deepCopy();
        }
        return ofSchema(content.path("schema"), 0, random);
    }

    private JsonNode ofSchema(JsonNode given, int depth, Random random) {
        JsonNode schema =
                given.has("$ref") ? description.at(given.get("$ref").asString().substring(1)) : given;
        if (schema.has("enum")) {
            return schema.get("enum").get(random.nextInt(schema.get("enum").size()));
        }
        for (String choice : List.of("oneOf", "anyOf", "allOf")) {
            if (schema.has(choice)) {
                return ofSchema(
                        schema.get(choice).get(random.nextInt(schema.get(choice).size())), depth + 1, random);
            }
        }
        String type = schema.path("type").isArray()
                ? schema.at("/type/0").asString("")
                : schema.path("type").asString("object");
        return switch (type) {
            case "object" -> {
                ObjectNode object = JSON.createObjectNode();
                schema.path("properties").properties().forEach(field -> {
                    if (depth < 4 && random.nextInt(3) > 0) {
                        object.set(field.getKey(), ofSchema(field.getValue(), depth + 1, random));
                    }
                });
                yield object;
            }
            case "array" -> {
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    array.add(ofSchema(schema.path("items"), depth + 1, random));
                }
                yield array;
            }
            case "integer" ->
                JSON.getNodeFactory().numberNode(schema.path("minimum").asInt(0) + random.nextInt(9));
            case "number" -> JSON.getNodeFactory().numberNode(random.nextDouble());
            case "boolean" -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
            default -> JSON.getNodeFactory().stringNode(schema.path("example").asString("word" + random.nextInt(9)));
        };
    }

    /** With one member or element replaced, removed or added. */
    private static JsonNode changed(JsonNode root, Random random) {
        List<JsonNode> inside = new ArrayList<>();
        collect(root, inside);
        JsonNode raw = JSON.getNodeFactory().rawValueNode(new RawValue(any(OddParts.VALUES, random)));
        if (inside.isEmpty()) {
            return raw;
        }
        JsonNode at = inside.get(random.nextInt(inside.size()));
        if (at instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(raw);
            } else {
                array.set(random.nextInt(array.size()), raw);
            }
        } else if (at instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            names.addAll(List.of("unknown", "id", "owner", "role", "createdBy", "visibility", "\u0000", "a/b~c"));
            String name = any(names, random);
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, raw);
            }
        }
        return root;
    }

    private static void collect(JsonNode node, List<JsonNode> inside) {
        if (node.isContainer()) {
            inside.add(node);
            node.forEach(child -> collect(child, inside));
        }
    }

    private static String form(JsonNode json) {
        StringBuilder form = new StringBuilder("x=1");
        json.properties()
                .forEach(field -> form.append('&')
                        .append(URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(
                                field.getValue().asString(field.getValue().toString()), StandardCharsets.UTF_8)));
        return form.toString();
    }

    private static String cut(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at);
            case 1 -> text + text;
            case 2 ->
                text.substring(0, at)
                        + any(List.of("\u0000", "\ufeff", "{", ",", "/*", "\\u", "%"), random)
                        + text.substring(at);
            default -> text.replaceFirst("\\{", "{\"name\": 1, \"name\": 2,");
        };
    }

    private static byte[] bytes(String text, boolean broken, Random random) {
        return text.getBytes(broken && random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    static <T> T any(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
