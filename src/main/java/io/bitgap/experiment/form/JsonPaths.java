package io.bitgap.experiment.form;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets, removes and merges parts of a JSON document. */
final class JsonPaths {
    private JsonPaths() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** @param path names with dots between them; objects on the way are made */
    static void put(ObjectNode document, String path, JsonNode value) {
        ObjectNode place = document;
        String[] names = path.split("\\.", -1);
        for (int i = 0; i < names.length - 1; i++) {
            JsonNode next = place.get(names[i]);
            place = next instanceof ObjectNode object ? object : place.putObject(names[i]);
        }
        place.set(names[names.length - 1], value);
    }

    /** The value at a path, null where there is none. */
    static @Nullable JsonNode at(JsonNode document, String path) {
        @Nullable JsonNode place = document;
        for (String name : path.split("\\.", -1)) {
            place = place == null ? null : place.get(name);
        }
        return place;
    }

    /** Takes a value out, with the objects that are empty then. */
    static void take(ObjectNode document, String path) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            document.remove(path);
        } else if (document.get(path.substring(0, dot)) instanceof ObjectNode inner) {
            take(inner, path.substring(dot + 1));
            if (inner.isEmpty()) {
                document.remove(path.substring(0, dot));
            }
        }
    }

    /** Adds what the document lacks. */
    static void join(ObjectNode document, ObjectNode more) {
        more.properties().forEach(field -> {
            JsonNode there = document.get(field.getKey());
            if (there == null) {
                document.set(field.getKey(), field.getValue());
            } else if (there instanceof ObjectNode one && field.getValue() instanceof ObjectNode other) {
                join(one, other);
            }
        });
    }

    /** A hidden field that holds JSON; whatever a script may have made of it, it is an object. */
    static ObjectNode hidden(String text) {
        try {
            return !text.isEmpty() && JsonMapper.shared().readTree(text) instanceof ObjectNode object
                    ? object
                    : object();
        } catch (JacksonException e) {
            return object();
        }
    }

    /** Pointers to the values in it, not to the objects around them. */
    static List<String> pointers(ObjectNode document, String above) {
        List<String> pointers = new ArrayList<>();
        document.properties().forEach(field -> {
            String pointer = above + "/" + field.getKey();
            if (field.getValue() instanceof ObjectNode inner && !inner.isEmpty()) {
                pointers.addAll(pointers(inner, pointer));
            } else {
                pointers.add(pointer);
            }
        });
        return pointers;
    }
}
