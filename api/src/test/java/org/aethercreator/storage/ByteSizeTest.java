package org.aethercreator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest
    @CsvSource({
        "6GB, 6000000000",
        "6 gb, 6000000000",
        "6G, 6000000000",
        "5.5GiB, 5905580032",
        "800MB, 800000000",
        "1kib, 1024",
        "1Ti, 1099511627776",
        "123, 123",
        "123b, 123",
    })
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GB", "-1GB", "6XB", "6 GB or so", "1,5GB", "ib", "6i"})
    void saysHowToWriteASize(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no size; write a number and a unit, such as 6GB (6,000,000,000 bytes), "
                        + "5.5GiB or 800MB");
    }

    @Test
    void refusesSizesThatNoDiskHas() {
        assertThatThrownBy(() -> ByteSize.parse("99999999TB"))
                .hasMessage(
                        "'99999999TB' is not a possible size; give at least 1 byte and less than 8 EiB, such as 6GB");
        assertThatThrownBy(() -> ByteSize.parse("0GB")).hasMessageStartingWith("'0GB' is not a possible size");
    }
}
