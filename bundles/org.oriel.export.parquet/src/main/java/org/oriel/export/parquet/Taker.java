package org.oriel.export.parquet;

/** Takes the value that the cursor stands at, for {@code row}; a row below 0 is only looked at. */
interface Taker {
    void take(JsonCursor in, int row) throws JsonCursor.FormatException;
}
