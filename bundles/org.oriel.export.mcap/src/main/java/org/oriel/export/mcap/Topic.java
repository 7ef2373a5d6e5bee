package org.oriel.export.mcap;

/** The channels of every file. Names and shapes of the first four are those of the OWA profile, messages 0.6. */
enum Topic {
    KEYBOARD("keyboard", "desktop/KeyboardEvent", """
            {"title":"KeyboardEvent","type":"object","required":["event_type","vk"],"properties":{\
            "event_type":{"type":"string","enum":["press","release"]},\
            "vk":{"type":"integer"},\
            "timestamp":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":null}}}"""),
    MOUSE("mouse", "desktop/MouseEvent", """
            {"title":"MouseEvent","type":"object","required":["event_type","x","y"],"properties":{\
            "event_type":{"type":"string","enum":["move","click","scroll"]},\
            "x":{"type":"integer"},"y":{"type":"integer"},\
            "button":{"anyOf":[{"type":"string","enum":["unknown","left","middle","right","x1","x2"]},{"type":"null"}],"default":null},\
            "pressed":{"anyOf":[{"type":"boolean"},{"type":"null"}],"default":null},\
            "dx":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":null},\
            "dy":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":null},\
            "timestamp":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":null}}}"""),
    SCREEN("screen", "desktop/ScreenCaptured", """
            {"title":"ScreenCaptured","type":"object","additionalProperties":false,"properties":{\
            "utc_ns":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":null},\
            "source_shape":{"anyOf":[{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2},{"type":"null"}],"default":null},\
            "shape":{"anyOf":[{"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":2},{"type":"null"}],"default":null},\
            "media_ref":{"anyOf":[{"type":"object","required":["uri"],"properties":{"uri":{"type":"string"},\
            "pts_ns":{"anyOf":[{"type":"integer"},{"type":"null"}],"default":null}}},{"type":"null"}],"default":null}}}"""),
    WINDOW("window", "desktop/WindowInfo", """
            {"title":"WindowInfo","type":"object","required":["title","rect","hWnd"],"properties":{\
            "title":{"type":"string"},\
            "rect":{"type":"array","items":{"type":"integer"},"minItems":4,"maxItems":4},\
            "hWnd":{"type":"integer"}}}"""),
    /** Every event as it is, so that nothing is lost; readers of the OWA profile may pass over it. */
    EVENT("oriel/event", "oriel/CaptureEvent", """
            {"title":"CaptureEvent","type":"object","required":["id","session","time","body"],"properties":{\
            "id":{"type":"string"},"session":{"type":"string"},"time":{"type":"object"},"body":{"type":"object"}}}""");

    final String topic;
    final String schema;
    final String jsonSchema;

    Topic(String topic, String schema, String jsonSchema) {
        this.topic = topic;
        this.schema = schema;
        this.jsonSchema = jsonSchema;
    }

    /** Number of its channel and of its schema; 0 stands for no schema. */
    int id() {
        return ordinal() + 1;
    }
}
