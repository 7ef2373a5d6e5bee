package org.oriel.redact.text;

import java.util.List;
import org.oriel.api.redact.TextDetector;
import org.oriel.tck.TextDetectorContract;

class TextDetectorTckTest extends TextDetectorContract {
    @Override
    protected TextDetector detector() {
        return new PersonalDataDetector(List.of("US", "GB", "DE"));
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample("mara.quill@example.org", "mara.quill@example.org", "EMAIL"),
                new Sample("to Mara <mara@example.org>", "mara@example.org", "EMAIL"),
                new Sample("4111 1111 1111 1111", "4111 1111 1111 1111", "CREDIT_CARD"),
                new Sample("378282246310005", "378282246310005", "CREDIT_CARD"),
                new Sample("GB29 NWBK 6016 1331 9268 19", "GB29 NWBK 6016 1331 9268 19", "IBAN"),
                new Sample("de89370400440532013000", "de89370400440532013000", "IBAN"),
                new Sample("+49 30 23125 014", "+49 30 23125 014", "PHONE"),
                new Sample("(202) 555-0143", "(202) 555-0143", "PHONE"),
                new Sample("call 2025550143", "2025550143", "PHONE"));
    }

    @Override
    protected List<String> cleanTexts() {
        return List.of(
                "",
                "The meeting is on 2026-11-21 at 10:15.",
                "Version 10.0.19041.1234 of 21.11.2026",
                "Order 4500123456 costs 1,234.56 EUR",
                "0.4111111111111111",
                "@Override public String toString() { return \"x@\" + 12; }",
                "3f2504e0-4f89-41d3-9a0c-0305e82c3301");
    }
}
